using Domicile.Local.Folders;
using Domicile.Local.Worlds;

namespace Domicile.Local.Tests.Worlds;

/// <summary>A folder for one test's world of nodes, gone with the test, whatever state the test left it in.</summary>
internal sealed class ScratchWorld : IAsyncDisposable, IProgress<WorldEvent>
{
    /// <summary>One region of one shard: three nodes.</summary>
    public const string OneShard = """
        {
          "version": 1,
          "regions": [
            {
              "name": "eu",
              "sites": [{ "name": "eu-west-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 0 }]
            }
          ],
          "central": { "site": "eu-west-1" }
        }
        """;

    /// <summary>Two regions of one shard each, without replicas: five nodes.</summary>
    public const string TwoRegions = """
        {
          "version": 1,
          "regions": [
            {
              "name": "eu",
              "sites": [{ "name": "eu-west-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 0 }]
            },
            {
              "name": "us",
              "sites": [{ "name": "us-east-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 0 }]
            }
          ],
          "central": { "site": "eu-west-1" }
        }
        """;

    /// <summary>One region of one shard with a replica: four nodes.</summary>
    public static string OneReplica => OneShard.Replace("\"replicas\": 0", "\"replicas\": 1");

    /// <summary>One region of two shards: four nodes.</summary>
    public static string TwoShards => OneShard.Replace(
        "\"shards\": [",
        """
        "shards": [
                { "name": "s2", "ranges": ["30000..60000"], "replicas": 0 },
        """);

    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("domicile-world-");
    private readonly List<WorldEvent> events = [];

    /// <param name="topology">Null for <see cref="OneShard"/>.</param>
    /// <param name="depth">Folders between the temporary folder and the world's.</param>
    public ScratchWorld(string? topology = null, int depth = 0)
    {
        var path = Enumerable.Repeat("a-folder-with-a-long-name", depth).Aggregate(parent.FullName, Path.Combine);
        Folder = new WorldFolder(Path.Combine(path, "world"));
        TopologyFile = Path.Combine(parent.FullName, "domicile.json");
        File.WriteAllText(TopologyFile, topology ?? OneShard);
    }

    public WorldFolder Folder { get; }

    public string TopologyFile { get; }

    public WorldOptions Options => new(Folder, TopologyFile);

    public IReadOnlyList<WorldEvent> Events
    {
        get
        {
            lock (events)
            {
                return [.. events];
            }
        }
    }

    public static CancellationToken TimeLimit => new CancellationTokenSource(TimeSpan.FromSeconds(120)).Token;

    public Task<World> StartAsync() => World.StartAsync(Options, this, TimeLimit);

    public void Report(WorldEvent value)
    {
        lock (events)
        {
            events.Add(value);
            Monitor.PulseAll(events);
        }
    }

    /// <summary>Returns when the world has reported such an event.</summary>
    public Task<WorldEvent> WaitForAsync(Func<WorldEvent, bool> wanted) => Task.Run(() =>
    {
        lock (events)
        {
            while (true)
            {
                if (events.FirstOrDefault(wanted) is { } found)
                {
                    return found;
                }

                Assert.True(
                    Monitor.Wait(events, TimeSpan.FromSeconds(30)),
                    $"Nothing such was reported, only:\n{string.Join('\n', events)}");
            }
        }
    });

    public async ValueTask DisposeAsync()
    {
        if (Folder.HasWorld)
        {
            await WorldEnd.StopAsync(Folder, TimeLimit);
        }

        parent.Delete(recursive: true);
    }

    /// <summary>For starts that shall fail: nobody listens.</summary>
    internal sealed class Deaf : IProgress<WorldEvent>
    {
        public void Report(WorldEvent value)
        {
        }
    }
}
