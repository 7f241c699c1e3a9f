using Domicile.Sharding.Map;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Sharding.Routing;

/// <summary>
/// Finds the shard of a user of one region. Holds the newest shard map it has seen and the pools of that region's
/// shards; lives as long as the process.
/// </summary>
public sealed class ShardRouter : IAsyncDisposable
{
    private readonly NpgsqlDataSource register;
    private readonly Dictionary<string, Shard> shards;
    private ShardMap map = new(0, []);

    private ShardRouter(RegionNodes nodes, string application, int poolSizeMax)
    {
        Region = nodes.Region;
        register = nodes.Register.Open(application, 4);
        shards = nodes.Shards.ToDictionary(
            shard => shard.Name,
            shard => new Shard(
                nodes.Region,
                shard.Name,
                shard.Primary.Open(application, poolSizeMax),
                [.. shard.Replicas.Select(replica => replica.Open(application, poolSizeMax))]),
            StringComparer.Ordinal);
    }

    public string Region { get; }

    /// <summary>The map in use. Replaced whole by <see cref="ReloadAsync"/>.</summary>
    public ShardMap Map => Volatile.Read(ref map);

    public IReadOnlyCollection<Shard> Shards => shards.Values;

    /// <summary>The region's register, for those who keep tables of their own beside it.</summary>
    public NpgsqlDataSource Register => register;

    public static ShardRouter Open(RegionNodes nodes, string application, int poolSizeMax) =>
        new(nodes, application, poolSizeMax);

    /// <summary>Finds the owner of a user number by the map in use; false when no range covers it.</summary>
    public bool TryRoute(long userNumber, out ShardRoute route)
    {
        if (Map.TryFind(userNumber, out var range) && shards.TryGetValue(range.Shard, out var shard))
        {
            route = new ShardRoute(shard, range.Id);
            return true;
        }

        route = default;
        return false;
    }

    /// <summary>Reads the region's map from the register and puts it in place of the one in use, if it is newer.</summary>
    public Task ReloadAsync(CancellationToken cancellation) =>
        throw new NotSupportedException("The register is not readable yet.");

    public async ValueTask DisposeAsync()
    {
        foreach (var shard in shards.Values)
        {
            await shard.Primary.DisposeAsync();
            foreach (var replica in shard.Replicas)
            {
                await replica.DisposeAsync();
            }
        }

        await register.DisposeAsync();
    }
}
