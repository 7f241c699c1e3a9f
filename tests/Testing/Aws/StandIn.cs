using System.Diagnostics;
using System.Net.Sockets;
using Xunit;

namespace Domicile.Testing.Aws;

/// <summary>
/// A program that stands in for AWS on 127.0.0.1: one for a test run, started at the first need and gone with the
/// process, however that ends. A stranger without it has his test skipped; continuous integration fails.
/// </summary>
/// <param name="HowToGetIt">What to do where it is missing.</param>
/// <param name="Command">A shell command that runs it; <c>$1</c> is its port. Null when it is not there.</param>
public sealed record StandIn(string HowToGetIt, Func<string?> Command)
{
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private Task<Uri>? started;

    /// <summary>Where it listens.</summary>
    public Task<Uri> AddressAsync()
    {
        var command = Command();
        if (command is null && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(HowToGetIt);
        }

        Assert.SkipWhen(command is null, HowToGetIt);
        lock (gate)
        {
            return started ??= StartAsync(command!);
        }
    }

    private static async Task<Uri> StartAsync(string command)
    {
        var port = TestNode.FreePort();
        var log = Path.Combine(TestNode.NewFolder("stand-in"), "log");

        // A shell that outlives this process: a run that is killed must not leave a server behind either.
        var script = $"({command}) </dev/null >\"$2\" 2>&1 & server=$!; exec </dev/null >/dev/null 2>&1; "
            + "while kill -0 $0 && kill -0 $server; do sleep 0.2; done; kill $server";
        using var shell = Process.Start(
            "/bin/sh", ["-c", script, $"{Environment.ProcessId}", $"{port}", log]);
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!await ListensAsync(port))
        {
            if (shell.HasExited || TimeProvider.System.GetElapsedTime(startedAt) > StartMax)
            {
                throw new InvalidOperationException($"{command} did not start: {await File.ReadAllTextAsync(log)}");
            }

            await Task.Delay(Pause);
        }

        return new Uri($"http://127.0.0.1:{port}/");
    }

    private static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
