using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>A route of a network's or of a hub's table.</summary>
/// <param name="Id">The resource that says so.</param>
/// <param name="Table">The table that it stands in.</param>
/// <param name="To">The addresses that it is for.</param>
/// <param name="Kind">The property that names the target, such as <c>NatGatewayId</c>.</param>
/// <param name="Target">The target's resource.</param>
internal sealed record Route(string Id, string Table, AddressBlock To, string Kind, string Target)
{
    /// <summary>
    /// The routes of a table that packets to some addresses can take: of those that hold them all the longest, and any
    /// that holds a part of them.
    /// </summary>
    public static IEnumerable<Route> For(IEnumerable<Route> table, AddressBlock addresses)
    {
        var routes = table.Where(route => route.To.Overlaps(addresses)).ToList();
        var longest = routes.Where(route => route.To.Contains(addresses))
            .Select(route => route.To.Prefix)
            .DefaultIfEmpty(0)
            .Max();
        return routes.Where(route => route.To.Prefix >= longest);
    }
}
