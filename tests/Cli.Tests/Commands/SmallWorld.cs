using Domicile.Cli.Tests.Commands;
using Domicile.Local.Folders;
using Domicile.Local.Ground;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;
using Domicile.Testing;

[assembly: AssemblyFixture(typeof(SmallWorld))]

namespace Domicile.Cli.Tests.Commands;

/// <summary>
/// A running world with a server, in a folder of its own: region <c>eu</c> with two shards and no replica. Started when
/// the first test asks for it, and stopped when all have ended.
/// </summary>
public sealed class SmallWorld : IAsyncDisposable
{
    private const string Topology = """
        {
          "version": 1,
          "regions": [
            {
              "name": "eu",
              "sites": [{ "name": "eu-west-1", "role": "writer" }],
              "shards": [
                { "name": "s1", "ranges": ["0..30000"], "replicas": 0 },
                { "name": "s2", "ranges": ["30000..60000"], "replicas": 0 }
              ]
            }
          ],
          "central": { "site": "eu-west-1" }
        }
        """;

    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("domicile-cli-");
    private readonly Lazy<Task<World>> world;
    private readonly Lazy<Task<string>> pennilessUser;

    public SmallWorld() => (world, pennilessUser) = (new(StartAsync), new(AddUserAsync));

    public string Folder => Path.Combine(parent.FullName, "world");

    /// <summary>A path in a folder that goes with the world.</summary>
    public string Scratch(string name) => Path.Combine(parent.FullName, name);

    public async Task StartedAsync() => await world.Value;

    /// <summary>A user who never gets anything: for what is refused.</summary>
    public Task<string> PennilessUserAsync() => pennilessUser.Value;

    /// <summary>Runs a command on this world.</summary>
    internal async Task<CommandRun> RunAsync(params IEnumerable<string> arguments)
    {
        await StartedAsync();
        return await CommandRun.RunAsync([.. arguments, "--data", Folder]);
    }

    /// <summary>A number that SQL gives for each shard, summed over the shards.</summary>
    internal async Task<long> SumOfShardsAsync(string sql)
    {
        var addresses = (await world.Value).Addresses;
        long sum = 0;
        foreach (var shard in addresses.Region("eu", NodeRoles.Owner).Shards)
        {
            sum += await TestSql.ScalarAsync<long>(shard.Primary, sql);
        }

        return sum;
    }

    public async ValueTask DisposeAsync()
    {
        if (world.IsValueCreated)
        {
            await (await world.Value).DisposeAsync();
        }

        parent.Delete(recursive: true);
    }

    private async Task<string> AddUserAsync()
    {
        using var run = await RunAsync("user", "add", "--json");
        return run.Json.GetProperty("id").GetString()!;
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
            },
            new Deaf(),
            limit.Token);
    }

    private sealed class Deaf : IProgress<WorldEvent>
    {
        public void Report(WorldEvent value)
        {
        }
    }
}
