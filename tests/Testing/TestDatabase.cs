using Domicile.Sharding.Topology;

namespace Domicile.Testing;

/// <summary>One empty database of the test node, as each of a world's roles enters it.</summary>
/// <param name="Owner">What migrations run as.</param>
/// <param name="Server">What a region's server is: it may do nothing until it is granted something.</param>
/// <param name="Regions">By region, <c>eu</c> and <c>us</c>: what its server is on the central node.</param>
public sealed record TestDatabase(
    NodeAddress Admin,
    NodeAddress Owner,
    NodeAddress Server,
    IReadOnlyDictionary<string, NodeAddress> Regions)
{
    /// <summary>What a region's passes are: the server, and what it is granted besides.</summary>
    public NodeAddress Worker => Server.ForWork;
}
