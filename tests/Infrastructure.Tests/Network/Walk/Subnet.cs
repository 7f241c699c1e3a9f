using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>A subnet with the network that it is part of.</summary>
internal sealed record Subnet(string Id, string Network, AddressBlock Block, string Tier)
{
    public string Region => Ground.Region(Id);

    /// <summary>Such as <c>eu/eu-west-1</c>.</summary>
    public string Place => Ground.Place(Id);

    public override string ToString() => $"{Place} {Tier} {Block}";
}
