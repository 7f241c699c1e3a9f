using Domicile.Sharding.Topology;

namespace Domicile.Infrastructure.Worlds;

/// <summary>One region of ours in AWS: its account, and one AWS Region for each of its sites.</summary>
internal sealed record RegionPlan(RegionTopology Topology, string World, string Host)
{
    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<SitePlan> Sites { get; private init; } = [];

    public string Name => Topology.Name;

    public string Account => Topology.Aws.Account;

    public SitePlan WriterSite => Sites.Single(site => site.IsWriter);

    public IEnumerable<SitePlan> ReaderSites => Sites.Where(site => !site.IsWriter);

    public static RegionPlan Of(WorldTopology world, RegionTopology region, AddressPlan addresses)
    {
        var plan = new RegionPlan(region, world.Aws.Name, region.Aws.Host ?? $"{region.Name}.{world.Aws.Domain}");
        var sites = new List<SitePlan>();
        var made = plan with { Sites = sites };
        sites.AddRange(region.Sites.Select(site => new SitePlan(made, site)
        {
            Service = addresses.ServiceOf(region, site),
            Data = addresses.DataOf(region, site),
        }));
        return made;
    }
}
