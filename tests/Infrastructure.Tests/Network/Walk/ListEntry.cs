using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>One line of a network access list; the first that fits decides.</summary>
/// <param name="Id">The resource that says so.</param>
/// <param name="List">The list.</param>
internal sealed record ListEntry(string Id, string List)
{
    public required int Number { get; init; }

    public required bool IsAllowed { get; init; }

    public required bool IsOutwards { get; init; }

    public required AddressBlock Addresses { get; init; }

    public required int First { get; init; }

    public required int Last { get; init; }
}
