using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Worlds;

/// <summary>
/// How one network of /16 to /20 is cut for three zones: a quarter of it for what runs in a zone, a sixteenth for what
/// the internet may call, and 16 addresses for what joins it to another network. Zones are numbered from 0.
/// </summary>
internal sealed record SubnetPlan(AddressBlock Network)
{
    public const int ZoneCount = 3;

    /// <summary>The largest network that AWS makes.</summary>
    public const int PrefixFirst = 16;

    /// <summary>The smallest that is cut so: its quarters hold 1,019 servers each.</summary>
    public const int PrefixLast = 20;

    /// <summary>The smallest subnet that AWS makes.</summary>
    private const int JoiningPrefix = 28;

    /// <summary>Servers of one zone, or data nodes.</summary>
    public AddressBlock Wide(int zone) => Network.Part(Network.Prefix + 2, zone);

    /// <summary>What the internet may call in one zone.</summary>
    public AddressBlock Public(int zone) => LastQuarter.Part(Network.Prefix + 4, zone);

    /// <summary>The hub's own addresses in one zone.</summary>
    public AddressBlock Joining(int zone) =>
        LastQuarter.Part(Network.Prefix + 4, ZoneCount).Part(JoiningPrefix, zone);

    private AddressBlock LastQuarter => Network.Part(Network.Prefix + 2, ZoneCount);
}
