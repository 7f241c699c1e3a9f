using Npgsql;

namespace Domicile.Sharding.Routing;

/// <summary>
/// Looks at every new connection for writes to a shard before anybody uses it: what is built on this library may ask
/// the node for more than which shard and epoch it is of. A node that was put back from an older state breaks its
/// connections, so none to it goes unasked. Costs nothing on a connection that is open.
/// </summary>
public interface IConnectionCheck
{
    /// <summary>Returns when the connection may be used. May wait a little, up to a second or two.</summary>
    /// <param name="shard">The full name, such as <c>eu/s1</c>.</param>
    /// <param name="connection">Open, and the node's shard and epoch are the right ones.</param>
    /// <exception cref="NpgsqlException">It may not: the connection is closed, and nobody gets it.</exception>
    Task CheckAsync(string shard, NpgsqlConnection connection);
}
