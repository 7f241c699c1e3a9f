using System.Diagnostics;
using System.Globalization;

namespace Domicile.Local.Processes;

/// <summary>
/// All processes that work in a folder, whoever started them: a PostgreSQL server's postmaster and each of its
/// backends, also those that outlived a postmaster that was killed, and those that somebody has stopped.
/// </summary>
internal static class FolderProcesses
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    /// <summary>Kills them all and returns when none is left. SIGKILL ends a stopped process too.</summary>
    /// <returns>How many were killed.</returns>
    /// <exception cref="TimeoutException">One of them does not end, or is not ours to kill.</exception>
    public static async Task<int> KillAsync(string folder, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        var killed = new HashSet<int>();
        while (await FindAsync(folder, cancellation) is { Count: > 0 } left)
        {
            if (waited.Elapsed > Patience)
            {
                throw new TimeoutException(
                    $"Processes {string.Join(", ", left)} still work on {folder} and cannot be killed.");
            }

            foreach (var processId in left)
            {
                Signals.Send(processId, Signals.Kill);
                killed.Add(processId);
            }

            await Task.Delay(Look, cancellation);
        }

        return killed.Count;
    }

    private static async Task<List<int>> FindAsync(string folder, CancellationToken cancellation) =>
        OperatingSystem.IsLinux()
            ? [.. Numbers(Directory.GetDirectories("/proc").Select(Path.GetFileName))
                .Where(processId => ProcessTable.WorkingFolder(processId) == folder)]
            : [.. Numbers(await ListAsync(folder, cancellation))];

    // A Mac has no /proc; its lsof lists who works in a folder.
    private static async Task<string[]> ListAsync(string folder, CancellationToken cancellation)
    {
        using var list = Process.Start(new ProcessStartInfo("lsof", ["-a", "-t", "-d", "cwd", folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("lsof did not start.");
        var output = await list.StandardOutput.ReadToEndAsync(cancellation);
        await list.WaitForExitAsync(cancellation);
        return output.Split('\n');
    }

    private static IEnumerable<int> Numbers(IEnumerable<string?> texts)
    {
        foreach (var text in texts)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                yield return number;
            }
        }
    }
}
