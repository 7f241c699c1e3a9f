using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>What a security group lets in or out. One of addresses and peer is not null.</summary>
/// <param name="Id">The resource that says so.</param>
/// <param name="Group">The group.</param>
/// <param name="IsOutwards">True for what it lets out.</param>
/// <param name="Addresses">Whom it lets call, or be called.</param>
/// <param name="Peer">The group that it lets call, or be called.</param>
internal sealed record GroupRule(string Id, string Group, bool IsOutwards, AddressBlock? Addresses, string? Peer)
{
    public required int First { get; init; }

    public required int Last { get; init; }

    public bool Covers(int port) => First <= port && port <= Last;

    public override string ToString() =>
        $"{Id} lets {Addresses?.ToString() ?? Peer} {(IsOutwards ? "be called by" : "call")} {Group} on {First}-{Last}";
}
