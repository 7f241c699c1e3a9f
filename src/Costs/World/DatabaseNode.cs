using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Costs.World;

/// <summary>One Aurora cluster: a node as one site has it.</summary>
/// <param name="Owner">One of our regions, or <c>world</c>.</param>
/// <param name="Site">The AWS Region.</param>
/// <param name="Name">The node, such as <c>s1</c>, <c>register</c>, <c>keys</c> or <c>central</c>.</param>
/// <param name="InstanceCount">Writers and readers of the cluster, at least 1.</param>
public sealed record DatabaseNode(string Owner, string Site, string Name, int InstanceCount)
{
    /// <summary>Instances of the central database: a writer, and a reader that takes over.</summary>
    public const int CentralInstances = 2;

    /// <summary>How large each instance is.</summary>
    public DatabaseCapacity Capacity { get; init; } = DatabaseCapacity.Default;

    /// <summary>True in a site that only reads.</summary>
    public bool IsSecondary { get; init; }

    /// <summary>True when it holds books.</summary>
    public bool IsShard { get; init; }

    /// <summary>All clusters of a world.</summary>
    public static IReadOnlyList<DatabaseNode> All(WorldTopology world) =>
    [
        .. world.Regions.SelectMany(region => region.Sites.SelectMany(site => Of(region, site))),
        new("world", world.Central.Site, "central", CentralInstances),
    ];

    private static IEnumerable<DatabaseNode> Of(RegionTopology region, SiteTopology site)
    {
        var isSecondary = site.Role == SiteRole.Reader;
        foreach (var shard in region.Shards)
        {
            var count = isSecondary ? site.Replicas : 1 + shard.Replicas;
            if (count > 0)
            {
                yield return new DatabaseNode(region.Name, site.Name, shard.Name, count)
                {
                    Capacity = region.Aws.Database,
                    IsSecondary = isSecondary,
                    IsShard = true,
                };
            }
        }

        // A region without them cannot serve, so they have a replica where a shard has.
        var small = isSecondary ? site.Replicas : region.Shards.Any(shard => shard.Replicas > 0) ? 2 : 1;
        foreach (var name in small > 0 ? new[] { "register", "keys" } : [])
        {
            yield return new DatabaseNode(region.Name, site.Name, name, small)
            {
                Capacity = region.Aws.Database,
                IsSecondary = isSecondary,
            };
        }
    }
}
