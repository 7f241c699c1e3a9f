using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Worlds;

/// <summary>
/// The addresses of each site's networks: those that the topology names, and for the others the next free blocks of
/// <c>10.0.0.0/8</c> in the order of the file.
/// </summary>
internal sealed class AddressPlan
{
    private const int PlannedPrefix = 16;
    private const int PlannedCount = 256;

    private static readonly AddressBlock All = new(10u << 24, 8);

    private readonly Dictionary<string, (AddressBlock Service, AddressBlock Data)> blocks = [];
    private readonly List<AddressBlock> taken;
    private int next;

    public AddressPlan(WorldTopology world)
    {
        var sites = world.Regions.SelectMany(region => region.Sites).ToList();
        taken = [.. sites.SelectMany(site => new[] { site.Aws.Service, site.Aws.Data }).OfType<AddressBlock>()];
        foreach (var site in sites)
        {
            blocks[site.Name] = (site.Aws.Service ?? Next(), site.Aws.Data ?? Next());
        }

        Central = Next();
    }

    /// <summary>The network of the central database.</summary>
    public AddressBlock Central { get; }

    public AddressBlock ServiceOf(SiteTopology site) => blocks[site.Name].Service;

    public AddressBlock DataOf(SiteTopology site) => blocks[site.Name].Data;

    /// <summary>Networks of the world whose addresses overlap.</summary>
    public static IEnumerable<string> Mistakes(WorldPlan world)
    {
        var networks = world.Sites
            .SelectMany(site => new[] { ($"{site}'s service", site.Service), ($"{site}'s data", site.Data) })
            .ToList();
        return
            from i in Enumerable.Range(0, networks.Count)
            from j in Enumerable.Range(i + 1, networks.Count - i - 1)
            let one = networks[i]
            let other = networks[j]
            where one.Item2.Overlaps(other.Item2)
            select $"{other.Item1} network {other.Item2} overlaps {one.Item1} network {one.Item2}. Give each its own.";
    }

    private AddressBlock Next()
    {
        while (next < PlannedCount)
        {
            var block = All.Part(PlannedPrefix, next++);
            if (!taken.Exists(block.Overlaps))
            {
                return block;
            }
        }

        throw new PlanException($"{All} has no free /{PlannedPrefix} left for another network: name its addresses.");
    }
}
