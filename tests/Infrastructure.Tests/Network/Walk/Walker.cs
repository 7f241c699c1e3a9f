namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>
/// Walks from subnet to subnet along the routes, and asks groups and lists whether a call would pass. Where a route
/// could lead or a group could stand is enough: nothing is assumed to be unused.
/// </summary>
internal sealed class Walker(Ground ground)
{
    private const int EphemeralFirst = 1024;
    private const int PortLast = 65535;

    public Ground Ground => ground;

    /// <summary>Every way that routes offer, whether it arrives or not; empty where no route leads there.</summary>
    public IEnumerable<Path> Ways(Subnet from, Subnet to)
    {
        if (from.Network == to.Network)
        {
            return [new Path(from, to, ["the network's own route"], null)];
        }

        return !ground.Tables.TryGetValue(from.Id, out var table)
            ? []
            : Route.For(ground.Routes[table], to.Block)
                .SelectMany(route => Follow(route, new Steps(from, to, [Hop(route)])));
    }

    /// <summary>Ways by which a call on a port gets through and its answer comes back.</summary>
    public IEnumerable<string> Calls(Subnet caller, Subnet called, int port) =>
        from way in Ways(caller, called)
        where way.Arrives && Ways(called, caller).Any(back => back.Arrives)
        from letOut in Groups(caller.Network, called, port, isOutwards: true)
        from letIn in Groups(called.Network, caller, port, isOutwards: false)
        where Lists(caller, called, port)
        select $"{way} on {port}; {letOut}; {letIn}";

    private bool Lists(Subnet from, Subnet to, int port) =>
        ground.Lists.Lets(from, to.Block, (port, port), isOutwards: true) is not null
        && ground.Lists.Lets(to, from.Block, (port, port), isOutwards: false) is not null
        && ground.Lists.Lets(to, from.Block, (EphemeralFirst, PortLast), isOutwards: true) is not null
        && ground.Lists.Lets(from, to.Block, (EphemeralFirst, PortLast), isOutwards: false) is not null;

    /// <summary>Rules of the groups of a network that let a call out to, or in from, a subnet.</summary>
    private IEnumerable<GroupRule> Groups(string network, Subnet other, int port, bool isOutwards) =>
        ground.Rules.Where(rule => rule.IsOutwards == isOutwards
            && rule.Covers(port)
            && ground.NetworkOf(rule.Group) == network
            && (rule.Addresses?.Overlaps(other.Block) ?? ground.NetworkOf(rule.Peer!) == other.Network));

    private IEnumerable<Path> Follow(Route route, Steps steps)
    {
        switch (route.Kind)
        {
            case "TransitGatewayId":
                var attachment = ground.Hubs.Attachments.FirstOrDefault(attachment =>
                    attachment.Hub == route.Target && attachment.Network == steps.From.Network);
                return attachment is null
                    ? [steps.End($"{route.Target} has no attachment of the network")]
                    : AtHub(route.Target, attachment.Id, steps);
            case "VpcPeeringConnectionId":
                if (!ground.Connections.TryGetValue(route.Target, out var networks))
                {
                    return [steps.End($"{route.Target} is no connection that is written here")];
                }

                return [steps.At(networks.One == steps.From.Network ? networks.Other : networks.One)];
            case "NatGatewayId" or "GatewayId":
                return [steps.End(Borders.Internet)];
            default:
                return [steps.Unknown(route.Kind)];
        }
    }

    private IEnumerable<Path> AtHub(string hub, string attachment, Steps steps)
    {
        if (!steps.Seen.Add($"{hub} {attachment}"))
        {
            return [steps.End("a circle")];
        }

        var routes = Route.For(ground.Hubs.From(hub, attachment), steps.To.Block).ToList();
        return routes.Count == 0
            ? [steps.End($"{hub} has no route for what comes from {attachment}")]
            : routes.SelectMany(route => Leave(hub, route, steps.With(Hop(route))));
    }

    private IEnumerable<Path> Leave(string hub, Route route, Steps steps)
    {
        if (ground.Hubs.Find(route.Target) is not { } attachment)
        {
            return [steps.End($"{route.Target} is attached to nothing that is written here")];
        }

        if (attachment.Network is { } network)
        {
            return [steps.At(network)];
        }

        return AtHub(attachment.Hub == hub ? attachment.OtherHub! : attachment.Hub, attachment.Id, steps);
    }

    private static string Hop(Route route) => $"{route.Id} sends {route.To} to {route.Target}";

    /// <summary>A walk under way.</summary>
    private sealed record Steps(Subnet From, Subnet To, IReadOnlyList<string> Hops)
    {
        public HashSet<string> Seen { get; init; } = [];

        public Steps With(string hop) => this with { Hops = [.. Hops, hop] };

        public Path End(string why) => new(From, To, Hops, why);

        public Path At(string network) => network == To.Network
            ? new Path(From, To, [.. Hops, network], null)
            : End($"{network}, which sends nothing on");

        /// <summary>A kind of target that this walk does not know is taken to lead wherever it wants.</summary>
        public Path Unknown(string kind) => new(From, To, [.. Hops, $"{kind}, which this walk does not know"], null);
    }
}
