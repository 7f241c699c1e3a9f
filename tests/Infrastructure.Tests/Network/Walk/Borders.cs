using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>
/// What crosses the border between two regions of ours, or between one and the world's own network. A single route or
/// rule is enough: it need not wait for the others that would open the way.
/// </summary>
internal static class Borders
{
    public const string Internet = "the internet, where private addresses are unknown";

    /// <summary>Each with its hops; empty when no region can come near another.</summary>
    public static IReadOnlyList<string> Crossings(Ground ground) =>
        [.. Ways(ground), .. Joints(ground), .. HubRoutes(ground), .. Rules(ground), .. Entries(ground)];

    private static IEnumerable<string> Ways(Ground ground)
    {
        var walker = new Walker(ground);
        return
            from one in ground.Subnets
            from other in ground.Subnets
            where one.Region != other.Region
            from way in walker.Ways(one, other)
            where way.End != Internet
            let passes = way.Arrives && walker.Calls(one, other, 5432).Any()
                ? ", and groups and lists let calls on 5432 through"
                : ""
            select $"{way}{passes}";
    }

    private static IEnumerable<string> Joints(Ground ground) =>
    [
        .. from joint in ground.Connections
           where Ground.Region(joint.Value.One) != Ground.Region(joint.Value.Other)
           select $"{joint.Key} joins {joint.Value.One} to {joint.Value.Other}",
        .. from attachment in ground.Hubs.Attachments
           let other = attachment.Network ?? attachment.OtherHub!
           where Ground.Region(attachment.Hub) != Ground.Region(other)
           select $"{attachment.Id} joins {attachment.Hub} to {other}",
    ];

    private static IEnumerable<string> HubRoutes(Ground ground) =>
        from route in ground.Hubs.Routes
        from stranger in Strangers(ground, route.Id, route.To)
        select $"{route.Id} sends {route.To} to {route.Target}: those are addresses of {stranger}";

    private static IEnumerable<string> Rules(Ground ground) =>
    [
        .. from rule in ground.Rules
           where rule.Addresses is { Prefix: > 0 }
           from stranger in Strangers(ground, rule.Group, rule.Addresses.GetValueOrDefault())
           select $"{rule}: those are addresses of {stranger}",
        .. from rule in ground.Rules
           where rule.Peer is not null && Ground.Region(rule.Peer) != Ground.Region(rule.Group)
           select $"{rule}, which is another region's",
    ];

    private static IEnumerable<string> Entries(Ground ground) =>
        from entry in ground.Lists.Entries
        where entry.IsAllowed
        from stranger in Strangers(ground, entry.List, entry.Addresses)
        select $"{entry.Id} lets {entry.Addresses} {(entry.IsOutwards ? "out of" : "into")} {entry.List}: those are "
            + $"addresses of {stranger}";

    private static IEnumerable<string> Strangers(Ground ground, string place, AddressBlock addresses) =>
        from network in ground.Networks
        where Ground.Region(network.Key) != Ground.Region(place) && network.Value.Overlaps(addresses)
        select $"{network.Key} ({Ground.Place(network.Key)})";
}
