using Domicile.Infrastructure.Compute.Limits;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Worlds;

/// <summary>What is made in AWS for a topology: nothing in it depends on AWS or on the CDK.</summary>
internal sealed record WorldPlan(WorldTopology Topology, IReadOnlyList<RegionPlan> Regions)
{
    /// <summary>The addresses of the central database's network.</summary>
    public required AddressBlock Central { get; init; }

    /// <summary>The topology file as it was read, JSON; servers read it again.</summary>
    public string Text { get; init; } = "{}";

    public string Name => Topology.Aws.Name;

    /// <summary>The world's own account: the central database, and what watches over all regions.</summary>
    public string Account => Topology.Aws.Account;

    /// <summary>The AWS Region of the central database.</summary>
    public string CentralSite => Topology.Central.Site;

    /// <summary>Every site of every region, in the order of the file.</summary>
    public IEnumerable<SitePlan> Sites => Regions.SelectMany(region => region.Sites);

    /// <summary>True when an account is not named, so that the plan can be read and not deployed.</summary>
    public bool HasPlaceholders =>
        Account == AwsWorld.AccountPlaceholder
        || Regions.Any(region => region.Account == AwsWorld.AccountPlaceholder);

    /// <summary>What stands against synthesis, each with its place and what to do; empty when nothing does.</summary>
    public IReadOnlyList<string> Mistakes =>
        [
            .. AccountRule.Mistakes(this), .. AddressPlan.Mistakes(this), .. JoiningRule.Mistakes(this),
            .. KnownRegions.Mistakes(Topology), .. HostRule.Mistakes(this), .. LambdaLimits.Mistakes(this),
            .. DatabaseRule.Mistakes(this),
        ];

    public static WorldPlan Of(WorldTopology topology)
    {
        var addresses = new AddressPlan(topology);
        var regions = topology.Regions.Select(region => RegionPlan.Of(topology, region, addresses)).ToList();
        return new WorldPlan(topology, regions) { Central = addresses.Central };
    }
}
