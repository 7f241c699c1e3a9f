using Domicile.Sharding.Topology;

namespace Domicile.Sharding.Migrations;

/// <summary>One database of the fleet and the schema that it shall have.</summary>
/// <param name="Node">Its name in messages, such as <c>eu/s1</c>.</param>
/// <param name="Address">The database, as the role that owns its schemas.</param>
/// <param name="Sets">Applied in this order; give a database always all of its sets.</param>
/// <param name="ServerRoles">The roles that each set's <c>Grants.sql</c> is run for; may be empty.</param>
public sealed record MigrationTarget(
    string Node, NodeAddress Address, IReadOnlyList<MigrationSet> Sets, IReadOnlyList<string> ServerRoles)
{
    /// <summary>
    /// The roles of background work, which may do what the server's roles may: each set's <c>WorkGrants.sql</c> is run
    /// for them besides. Empty where everything is done by one role.
    /// </summary>
    public IReadOnlyList<string> WorkRoles { get; init; } = [];
}
