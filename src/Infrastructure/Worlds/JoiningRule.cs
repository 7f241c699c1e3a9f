using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Worlds;

/// <summary>How many sites can be joined without hubs.</summary>
internal static class JoiningRule
{
    /// <summary>Two need five connections of networks, three twelve, four twenty-two.</summary>
    private const int PeeringSitesMax = 2;

    public static IEnumerable<string> Mistakes(WorldPlan world) =>
        from region in world.Regions
        where region.Topology.Aws.Joining == Joining.Peering && region.Sites.Count > PeeringSitesMax
        select $"region {region.Name} has {region.Sites.Count} sites, and \"joining\": \"peering\" is for "
            + $"{PeeringSitesMax} at most: connections of each network with each would be hard to look after. Take "
            + "\"transit-gateway\".";
}
