using Amazon.CDK;
using Amazon.CDK.AWS.Route53;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Edge;

/// <summary>
/// A hosted zone, and nothing that waits for it: a certificate is only issued when the whole world finds the zone, and
/// a stack with both would never tell anybody the zone's servers.
/// </summary>
internal sealed class ZoneStack : WorldStack
{
    public const string Room = "Zone";

    /// <summary>The output with the zone's id.</summary>
    public const string IdOutput = "ZoneId";

    /// <summary>The output with the zone's servers, commas between.</summary>
    public const string ServersOutput = "NameServers";

    /// <summary>The zone of a region's host, in its writer site.</summary>
    public ZoneStack(Construct scope, RegionPlan region)
        : base(scope, region.WriterSite, Room) =>
        ZoneId = Make(region.Host, "Who knows the region's host: the domain says so");

    /// <summary>The zone of the world's domain.</summary>
    public ZoneStack(Construct scope, WorldPlan world)
        : base(scope, world, PagesStack.Site, Room) =>
        ZoneId = Make(world.Topology.Aws.Domain, "What the domain's registrar has to name");

    public string ZoneId { get; }

    private string Make(string name, string whose)
    {
        var zone = new CfnHostedZone(this, "Zone", new CfnHostedZoneProps { Name = name });
        zone.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        GiveOut(IdOutput, zone.AttrId, $"The zone of {name}");
        GiveOut(ServersOutput, Fn.Join(",", zone.AttrNameServers), whose);
        return zone.AttrId;
    }
}
