using Npgsql;

namespace Domicile.Sharding.Routing;

/// <summary>
/// One data node of a region as a router holds it: pools of connections, living as long as the router.
/// </summary>
public sealed class Shard(
    string region, string name, NpgsqlDataSource primary, IReadOnlyList<NpgsqlDataSource> replicas)
{
    /// <summary>The name within the region, such as <c>s1</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The name in the world, such as <c>eu/s1</c>.</summary>
    public string FullName { get; } = $"{region}/{name}";

    public NpgsqlDataSource Primary { get; } = primary;

    public IReadOnlyList<NpgsqlDataSource> Replicas { get; } = replicas;
}
