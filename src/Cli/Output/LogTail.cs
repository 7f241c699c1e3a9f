namespace Domicile.Cli.Output;

/// <summary>Reads one log from near its end onwards. A log that does not exist yet is an empty one.</summary>
internal sealed class LogTail(string node, string file, Action<LogLine> print)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private long position;

    /// <summary>Prints the last lines that are there now.</summary>
    public async Task PrintEndAsync(int lineCount, CancellationToken cancellation)
    {
        var last = new Queue<string>(lineCount + 1);
        await ReadAsync(
            text =>
            {
                last.Enqueue(text);
                if (last.Count > lineCount)
                {
                    last.Dequeue();
                }
            },
            cancellation);
        foreach (var text in last)
        {
            print(new LogLine(node, text));
        }
    }

    /// <summary>Prints what is added to any of the logs, until cancelled.</summary>
    public static async Task FollowAsync(IReadOnlyList<LogTail> tails, CancellationToken cancellation)
    {
        while (true)
        {
            foreach (var tail in tails)
            {
                await tail.ReadAsync(text => tail.Print(text), cancellation);
            }

            await Task.Delay(LookInterval, cancellation);
        }
    }

    private void Print(string text) => print(new LogLine(node, text));

    private async Task ReadAsync(Action<string> line, CancellationToken cancellation)
    {
        if (!File.Exists(file))
        {
            return;
        }

        await using var stream = new FileStream(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        // A shorter file is a new one: the old one was put aside.
        stream.Position = stream.Length < position ? 0 : position;
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellation) is { } text)
        {
            line(text);
        }

        position = stream.Position;
    }
}
