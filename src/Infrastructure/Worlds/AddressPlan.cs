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

    /// <summary>What nobody on the internet has, by RFC 1918 and RFC 6598.</summary>
    private static readonly AddressBlock[] Private =
    [
        All,
        new((172u << 24) | (16 << 16), 12),
        new((192u << 24) | (168 << 16), 16),
        new((100u << 24) | (64 << 16), 10),
    ];

    /// <summary>Where containers have theirs unless they are told otherwise: they would hide ours.</summary>
    private static readonly AddressBlock Containers = new((172u << 24) | (17 << 16), 16);

    private readonly Dictionary<(string Region, string Site), (AddressBlock Service, AddressBlock Data)> blocks = [];
    private readonly List<AddressBlock> taken;
    private int next;

    public AddressPlan(WorldTopology world)
    {
        var sites = world.Regions.SelectMany(region => region.Sites.Select(site => (region, site))).ToList();
        taken =
        [
            .. sites.SelectMany(place => new[] { place.site.Aws.Service, place.site.Aws.Data }).OfType<AddressBlock>(),
        ];
        foreach (var (region, site) in sites)
        {
            blocks[(region.Name, site.Name)] = (site.Aws.Service ?? Next(), site.Aws.Data ?? Next());
        }

        Central = Next();
    }

    /// <summary>The network of the central database.</summary>
    public AddressBlock Central { get; }

    public AddressBlock ServiceOf(RegionTopology region, SiteTopology site) => blocks[(region.Name, site.Name)].Service;

    public AddressBlock DataOf(RegionTopology region, SiteTopology site) => blocks[(region.Name, site.Name)].Data;

    /// <summary>Networks of the world that overlap, that AWS would not make or that are not private.</summary>
    public static IEnumerable<string> Mistakes(WorldPlan world)
    {
        List<(string Name, AddressBlock Block)> networks =
        [
            .. world.Sites.SelectMany(site => new[]
            {
                ($"{site}'s service", site.Service), ($"{site}'s data", site.Data),
            }),
            ("the central database's", world.Central),
        ];
        return [.. Overlaps(networks), .. networks.SelectMany(network => Forms(network.Name, network.Block))];
    }

    private static IEnumerable<string> Overlaps(List<(string Name, AddressBlock Block)> networks) =>
        from i in Enumerable.Range(0, networks.Count)
        from j in Enumerable.Range(i + 1, networks.Count - i - 1)
        let one = networks[i]
        let other = networks[j]
        where one.Block.Overlaps(other.Block)
        select one.Block == other.Block
            ? $"{other.Name} network has the addresses {other.Block} of {one.Name} network. Give each its own."
            : $"{other.Name} network {other.Block} overlaps {one.Name} network {one.Block}. Give each its own.";

    private static IEnumerable<string> Forms(string name, AddressBlock block)
    {
        if (block.Prefix is < SubnetPlan.PrefixFirst or > SubnetPlan.PrefixLast)
        {
            yield return $"{name} network {block} has {block.Size} addresses. Name a block of "
                + $"/{SubnetPlan.PrefixFirst} to /{SubnetPlan.PrefixLast}: AWS makes no larger one, and three zones "
                + "of three subnets need as much.";
        }

        if (!Private.Any(known => known.Contains(block)))
        {
            yield return $"{name} network {block} is not private: those addresses are somebody's on the internet. "
                + $"Take some of {string.Join(", ", Private)}.";
        }

        if (block.Overlaps(Containers))
        {
            yield return $"{name} network {block} holds addresses of {Containers}, which containers take for "
                + "themselves on every machine. Take others.";
        }
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
