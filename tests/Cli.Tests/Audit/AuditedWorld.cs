using Domicile.Cli.Tests.Audit;
using Domicile.Cli.Tests.Commands;
using Domicile.Local.Folders;
using Domicile.Local.Ground;
using Domicile.Local.Worlds;

[assembly: AssemblyFixture(typeof(AuditedWorld))]

namespace Domicile.Cli.Tests.Audit;

/// <summary>
/// A running world of one shard with a sandbox institution that gets a package of every two documents and is tried
/// twice. Started when the first test asks for it.
/// </summary>
public sealed class AuditedWorld : IAsyncDisposable
{
    private const string Topology = """
        {
          "version": 1,
          "regions": [
            {
              "name": "eu",
              "sites": [{ "name": "eu-west-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 0 }],
              "institutions": [{ "name": "sandbox", "profile": ["name"], "everyDocuments": 2, "tries": 2 }]
            }
          ],
          "central": { "site": "eu-west-1" }
        }
        """;

    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("domicile-audit-");
    private readonly Lazy<Task<World>> world;
    private int transferCount;

    public AuditedWorld() => world = new(StartAsync);

    public string Folder => Path.Combine(parent.FullName, "world");

    public string PublicKey => new RegionKeys(new WorldFolder(Folder), "eu").AuditKey.PublicPath;

    public string Scratch(string name) => Path.Combine(parent.FullName, name);

    /// <summary>Where the sandbox keeps a package that it has received.</summary>
    public string Received(string package) =>
        Path.Combine(Folder, "institutions", "eu-sandbox", "packages", package + ".zip");

    /// <summary>Runs a command on this world.</summary>
    internal async Task<CommandRun> RunAsync(params IEnumerable<string> arguments)
    {
        await world.Value;
        return await CommandRun.RunAsync([.. arguments, "--data", Folder]);
    }

    /// <summary>Pays a new user twice: a package comes of it.</summary>
    /// <returns>The user's and the first transfer's ids.</returns>
    internal async Task<(string User, string Transfer)> PayTwiceAsync()
    {
        using var added = await RunAsync("user", "add", "--name", "Žofie Nováková", "--json");
        var user = added.Json.GetProperty("id").GetString()!;
        var transfers = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var paid = await RunAsync(
                "transfer", "--from", "external", "--to", user, "--amount", "1.00", "--asset", "EUR",
                "--key", $"{++transferCount}", "--json");
            Assert.True(paid.ExitCode == 0, paid.Errors);
            transfers.Add(paid.Json.GetProperty("id").GetString()!);
        }

        return (user, transfers[0]);
    }

    internal async Task SetModeAsync(string mode)
    {
        using var run = await RunAsync("audit", "sandbox", "--mode", mode);
        Assert.True(run.ExitCode == 0, run.Errors);
    }

    /// <summary>Asks until the newest package is in that state.</summary>
    /// <returns>Its id and what the last try came to.</returns>
    internal async Task<(string Package, string? Failure)> WaitForAsync(string state, int count)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var run = await RunAsync("audit", "packages", "--json");
            Assert.True(run.ExitCode == 0, run.Errors);
            var rows = run.Json;
            if (rows.GetArrayLength() >= count && rows[0].GetProperty("state").GetString() == state)
            {
                return (rows[0].GetProperty("package").GetString()!, rows[0].GetProperty("failure").GetString());
            }
        }

        throw new TimeoutException($"The newest of {count} packages is not {state}.");
    }

    /// <summary>How many packages there are now.</summary>
    internal async Task<int> CountAsync()
    {
        using var run = await RunAsync("audit", "packages", "--json");
        return run.Json.GetArrayLength();
    }

    public async ValueTask DisposeAsync()
    {
        if (world.IsValueCreated)
        {
            await (await world.Value).DisposeAsync();
        }

        parent.Delete(recursive: true);
    }

    private async Task<World> StartAsync()
    {
        var topologyFile = Scratch("domicile.json");
        await File.WriteAllTextAsync(topologyFile, Topology);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await World.StartAsync(
            new WorldOptions(new WorldFolder(Folder), topologyFile)
            {
                BasePort = FreePorts.SideBySide(4),
                ServerProgram = Checkout.ServerProgram,
                SandboxProgram = Checkout.SandboxProgram,
            },
            new Progress<WorldEvent>(),
            limit.Token);
    }
}
