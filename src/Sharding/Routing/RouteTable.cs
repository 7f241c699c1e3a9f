using Domicile.Sharding.Map;

namespace Domicile.Sharding.Routing;

/// <summary>A shard map with each range's shard looked up once, when the map comes in. Immutable.</summary>
internal sealed class RouteTable
{
    private readonly ShardRoute[] routes;

    /// <param name="map">Its ranges may name shards that are not among <paramref name="shards"/>.</param>
    /// <param name="shards">By their names within the region.</param>
    public RouteTable(ShardMap map, IReadOnlyDictionary<string, Shard> shards)
    {
        Map = map;
        routes = [.. map.Ranges.Select(range => new ShardRoute(shards.GetValueOrDefault(range.Shard)!, range.Id))];
    }

    public ShardMap Map { get; }

    /// <summary>False when no range covers the number, or its shard is unknown here.</summary>
    public bool TryRoute(long userNumber, out ShardRoute route)
    {
        var index = Map.Find(userNumber);
        route = index >= 0 ? routes[index] : default;
        return route.Shard is not null;
    }
}
