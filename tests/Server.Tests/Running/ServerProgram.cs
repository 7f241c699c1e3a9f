using System.Diagnostics;
using System.Text;

namespace Domicile.Server.Tests.Running;

/// <summary>The real server as a child process, from <c>dotnet Domicile.Server.dll</c> to its end.</summary>
internal sealed class ServerProgram : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder log = new();
    private readonly TaskCompletionSource<string> firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProgram(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data, isOutput: true);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, isOutput: false);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>All that it wrote so far, on both channels.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    public int ProcessId => process.Id;

    /// <summary>Starts it without waiting for anything.</summary>
    public static ServerProgram Start(params string[] arguments) =>
        Start(new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <summary>The same with environment variables.</summary>
    public static ServerProgram Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Domicile.Server.dll") },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new ServerProgram(Process.Start(start)!);
    }

    /// <summary>Waits for the line that says where it listens, or for its end.</summary>
    public async Task<string> FirstLineAsync() => await firstLine.Task.WaitAsync(StartLimit);

    /// <summary>Where it listens, once it said so.</summary>
    public Uri Address => new(firstLine.Task.Result.Split(' ')[^1]);

    /// <summary>The exit code.</summary>
    public async Task<int> WaitForEndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(StartLimit);
        return process.ExitCode;
    }

    public Task SignalAsync(string signal) =>
        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExitAsync();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private void Hear(string? line, bool isOutput)
    {
        if (line is null)
        {
            if (isOutput)
            {
                firstLine.TrySetResult("");
            }

            return;
        }

        lock (log)
        {
            log.AppendLine(line);
        }

        if (isOutput)
        {
            firstLine.TrySetResult(line);
        }
    }
}
