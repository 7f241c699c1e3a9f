using Amazon.CDK;
using Amazon.CDK.AWS.Route53;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Edge;

/// <summary>
/// What makes the world find a region's host: the domain's zone names the servers of the region's. One stack a region,
/// so that a region waits for nobody but itself.
/// </summary>
internal sealed class DelegationStack : WorldStack
{
    /// <summary>A zone has as many servers.</summary>
    private const int ServerCount = 4;

    private const int Seconds = 172_800;

    public DelegationStack(Construct scope, WorldPlan world, RegionPlan region, ZoneStack domain)
        : base(scope, world, PagesStack.Site, Room(region))
    {
        var from = (NameOf(region.WriterSite, ZoneStack.Room), ZoneStack.ServersOutput);
        var servers = Filled(ZoneStack.ServersOutput, from, $"Who knows {region.Host}, commas between");
        _ = new CfnRecordSet(this, "Host", new CfnRecordSetProps
        {
            HostedZoneId = domain.ZoneId,
            Name = region.Host,
            Type = "NS",
            Ttl = $"{Seconds}",
            ResourceRecords =
            [
                .. Enumerable.Range(0, ServerCount).Select(place =>
                    Fn.Select(place, Fn.Split(",", servers.ValueAsString, ServerCount))),
            ],
        });
    }

    /// <summary>Such as <c>Host-eu</c>.</summary>
    public static string Room(RegionPlan region) => $"Host-{region.Name}";

    /// <summary>False for a host of another domain, which somebody else has to point to the region's zone.</summary>
    public static bool IsOurs(WorldPlan world, RegionPlan region) =>
        region.Host.EndsWith($".{world.Topology.Aws.Domain}", StringComparison.Ordinal);
}
