using System.Text.Json;
using Domicile.Sharding.Topology;

namespace Domicile.Local.Worlds;

internal static class TopologyStandIn
{
    public static WorldTopology Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        return new WorldTopology(
            [.. json.RootElement.GetProperty("regions").EnumerateArray().Select(region => new RegionTopology(
                region.GetProperty("name").GetString()!,
                RegionTopology.RangeWidthDefault,
                [],
                [.. region.GetProperty("shards").EnumerateArray().Select(shard => new ShardTopology(
                    shard.GetProperty("name").GetString()!, [], shard.GetProperty("replicas").GetInt32()))]))],
            new CentralTopology("x"));
    }
}
