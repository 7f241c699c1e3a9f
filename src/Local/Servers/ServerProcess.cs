using System.Diagnostics;
using System.Net;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;

namespace Domicile.Local.Servers;

/// <summary>One site's server as a child process, from its start to its end. It can be started again.</summary>
internal sealed class ServerProcess(string name, string program, string url) : IMember
{
    /// <summary>The name of the program that runs a server, as the system knows it.</summary>
    public const string ProgramName = "dotnet";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(3) };

    private Process? process;

    public string Name { get; } = name;

    /// <summary>The <see cref="ServerFile"/> that it reads.</summary>
    public required string ConfigFile { get; init; }

    public required string LogFile { get; init; }

    public required string PidFile { get; init; }

    /// <summary>
    /// True when the server at this address says that it is ready to serve; false too when nobody answers.
    /// </summary>
    public static async Task<bool> IsReadyAsync(string url, CancellationToken cancellation)
    {
        try
        {
            using var answer = await Http.GetAsync(url + "/health/ready", cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException
            && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <exception cref="NodeException">
    /// It ended or was not ready in time; the message has the end of its log.
    /// </exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        NodeFiles.TrimLog(LogFile);
        process = DetachedProgram.Start(
            [DotnetHost(), program, "--config", ConfigFile], LogFile, PidFile);
        try
        {
            await WaitUntilReadyAsync(process, cancellation);
        }
        catch
        {
            await StopAsync(CancellationToken.None);
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        if (process is { } running)
        {
            await ProcessEnd.StopAsync(
                running.Id, [Signals.Terminate, Signals.Kill], StopPatience, running.WaitForExitAsync, cancellation);
            process = null;
            running.Dispose();
            File.Delete(PidFile);
        }
    }

    public Task WaitForEndAsync(CancellationToken cancellation) =>
        process?.WaitForExitAsync(cancellation) ?? Task.CompletedTask;

    private async Task WaitUntilReadyAsync(Process started, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        while (!await IsReadyAsync(url, cancellation))
        {
            if (started.HasExited)
            {
                throw new NodeException(
                    $"{Name} ended while starting (exit code {started.ExitCode}). {NodeFiles.LogTail(LogFile)}");
            }

            if (waited.Elapsed > StartLimit)
            {
                throw new NodeException(
                    $"{Name} was not ready within {StartLimit.TotalSeconds:0} s; see {url}/health/ready "
                    + $"and its log. {NodeFiles.LogTail(LogFile)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        }
    }

    // We are run by the dotnet host ourselves, except in tests, which have a host of their own.
    private static string DotnetHost() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
}
