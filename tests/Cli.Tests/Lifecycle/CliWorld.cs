using System.Diagnostics;
using System.Text.Json;
using Domicile.Local.Folders;
using Domicile.Local.Ground;

namespace Domicile.Cli.Tests.Lifecycle;

/// <summary>
/// A small world, one region of one shard with a replica and one server, run by <c>./domicile up</c> in a process of
/// its own. Gone with the test, whatever state the test left it in.
/// </summary>
public sealed class CliWorld : IAsyncDisposable
{
    private const string Topology = """
        {
          "version": 1,
          "regions": [
            {
              "name": "eu",
              "sites": [{ "name": "eu-west-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 1 }]
            }
          ],
          "central": { "site": "eu-west-1" }
        }
        """;

    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("domicile-cli-");
    private readonly string topologyFile;

    /// <param name="topology">Null for the small one.</param>
    public CliWorld(string? topology = null)
    {
        topologyFile = Path.Combine(parent.FullName, "domicile.json");
        File.WriteAllText(topologyFile, topology ?? Topology);
        Folder = new WorldFolder(Path.Combine(parent.FullName, "world"));
    }

    public WorldFolder Folder { get; }

    /// <summary>Of its first server; those of a second region and its like are free too.</summary>
    public int Port { get; } = FreePorts.SideBySide(2);

    /// <summary>The process that runs the world; null before <see cref="UpAsync"/>.</summary>
    public Process? Up { get; private set; }

    /// <summary>What the running world has said since it was ready, a line an event.</summary>
    public StreamReader Events => Up!.StandardOutput;

    /// <summary>Starts the world and returns the lines it printed until it was ready.</summary>
    public async Task<string> UpAsync()
    {
        Up = CliRun.Start(
            "up", "--json", "--data", Folder.Path, "--port", $"{Port}", "--topology", topologyFile);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var lines = "";
        while (await Events.ReadLineAsync(limit.Token) is { } line)
        {
            lines += line + "\n";
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("servers", out _))
            {
                return lines;
            }
        }

        throw new InvalidOperationException($"up ended: {lines}{await Up.StandardError.ReadToEndAsync(limit.Token)}");
    }

    /// <summary>Runs another command on this world.</summary>
    internal Task<CliRun> RunAsync(params string[] arguments) =>
        CliRun.RunAsync([arguments[0], "--data", Folder.Path, .. arguments[1..]]);

    /// <summary>Waits until <c>up</c> has ended, and returns its exit code.</summary>
    public async Task<int> WaitForEndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await Up!.WaitForExitAsync(limit.Token);
        return Up.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (Folder.HasWorld)
        {
            (await RunAsync("down")).Ended(0);
        }

        Up?.Dispose();
        parent.Delete(recursive: true);
    }
}
