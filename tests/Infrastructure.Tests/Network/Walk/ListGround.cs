using Domicile.Infrastructure.Tests.Checks;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>Network access lists: what they let into and out of subnets, whatever security groups say.</summary>
internal sealed class ListGround
{
    private readonly Dictionary<string, string> uses;

    public ListGround(Ground ground)
    {
        uses = ground.Of("AWS::EC2::SubnetNetworkAclAssociation")
            .ToDictionary(use => ground.Ref(use, "SubnetId"), use => ground.Ref(use, "NetworkAclId"));
        Entries = [.. ground.Of("AWS::EC2::NetworkAclEntry").Select(entry => Read(ground, entry))];
    }

    public IReadOnlyList<ListEntry> Entries { get; }

    /// <summary>
    /// The entry that lets some ports of addresses through, the word for a subnet without a list, which lets all
    /// through, or null.
    /// </summary>
    public string? Lets(Subnet subnet, AddressBlock addresses, (int First, int Last) ports, bool isOutwards)
    {
        if (!uses.TryGetValue(subnet.Id, out var list))
        {
            return "no list of its own";
        }

        var first = Entries
            .Where(entry => entry.List == list && entry.IsOutwards == isOutwards)
            .Where(entry => entry.Addresses.Overlaps(addresses))
            .Where(entry => entry.First <= ports.Last && ports.First <= entry.Last)
            .OrderBy(entry => entry.Number)
            .FirstOrDefault();
        return first is { IsAllowed: true } ? first.Id : null;
    }

    private static ListEntry Read(Ground ground, Resource entry)
    {
        var hasPorts = entry.Properties.TryGetProperty("PortRange", out var ports);
        return new ListEntry(Ground.Key(entry), ground.Ref(entry, "NetworkAclId"))
        {
            Number = entry.Properties.GetProperty("RuleNumber").GetInt32(),
            IsAllowed = ground.Ref(entry, "RuleAction") == "allow",
            IsOutwards = ground.References.Of(entry, "Egress") is { } egress && bool.Parse(egress),
            Addresses = ground.Block(entry, "CidrBlock"),
            First = hasPorts ? ports.GetProperty("From").GetInt32() : 0,
            Last = hasPorts ? ports.GetProperty("To").GetInt32() : 65535,
        };
    }
}
