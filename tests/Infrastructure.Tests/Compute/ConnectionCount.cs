using System.Globalization;
using System.Text.Json;
using Domicile.Infrastructure.Compute.Limits;
using Domicile.Infrastructure.Tests.Checks;
using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Topology.Aws;
using ComputeChoice = Domicile.Sharding.Topology.Aws.Compute;

namespace Domicile.Infrastructure.Tests.Compute;

/// <summary>
/// Adds up what all that a world's templates start may open to each of its data nodes at once, and compares it with
/// what the node takes.
/// </summary>
internal static class ConnectionCount
{
    /// <summary>
    /// What no function and no fleet opens: migrations, replication, moves of ranges, what a node keeps to itself, and
    /// people.
    /// </summary>
    private const int Others = 30;

    /// <summary>Each node with what may be opened to it and what it takes.</summary>
    public static IReadOnlyList<(string Node, int Open, int Takes)> Of(
        WorldPlan world, IReadOnlyList<Resource> resources) =>
    [
        .. from region in world.Regions
           let started = Started(resources, $"Domicile-{region.Name}-").Concat(Pods(region)).ToList()
           from node in NodePlan.Of(region)
           select (
               $"{region.Name}/{node.Name}",
               started.Sum(one => one.Count * OpenTo(node.Name, one.Role, one.Pool)) + Others,
               NodeCapacity.Connections(region.Name, region.Topology.Aws.Database)),
        (
            Names.Central,
            Started(resources, "Domicile-world-").Sum(one => one.Count * OpenTo(Names.Central, one.Role, one.Pool))
                + Others,
            NodeCapacity.Connections(Names.Central, DatabaseCapacity.Default)),
    ];

    /// <summary>The nodes that cannot take it, with both numbers.</summary>
    public static IEnumerable<string> TooMany(WorldPlan world, IReadOnlyList<Resource> resources) =>
        from node in Of(world, resources)
        where node.Open > node.Takes
        select $"{node.Node} takes {node.Takes} connections, and {node.Open} may be opened";

    private static int OpenTo(string node, string role, int pool)
    {
        var sizes = new PoolSizes(pool);
        return (role, node) switch
        {
            ("rotation", _) => ConnectionBudget.OfRotation,
            ("central", _) => pool,
            (_, Names.Register) => sizes.AllOfRegister,
            (_, Names.Keys) => sizes.AllOfKeys,
            _ => sizes.AllOfShard,
        };
    }

    /// <summary>Functions of our image, and groups of instances that run it.</summary>
    private static IEnumerable<(string Role, int Pool, int Count)> Started(
        IReadOnlyList<Resource> resources, string stacks)
    {
        foreach (var resource in resources.Where(one => one.Stack.StartsWith(stacks, StringComparison.Ordinal)))
        {
            var properties = resource.Properties;
            if (resource.Type == "AWS::Lambda::Function" && properties.TryGetProperty("PackageType", out _))
            {
                var settings = properties.GetProperty("Environment").GetProperty("Variables");
                var role = settings.GetProperty("DOMICILE_ROLES").GetString()!;
                var pool = role == "workers" ? PoolSizes.OfWorkerFunction : PoolSizes.OfApiFunction;
                yield return (
                    role,
                    settings.TryGetProperty("DOMICILE_POOL", out var set) ? Number(set) : pool,
                    properties.GetProperty("ReservedConcurrentExecutions").GetInt32());
            }
            else if (resource is { Type: "AWS::AutoScaling::AutoScalingGroup", Id: "ApiFleet" or "WorkersFleet" })
            {
                yield return ("server", PoolSizes.OfServer, Renewed(Number(properties.GetProperty("MaxSize"))));
            }
        }
    }

    /// <summary>What runs in a region's clusters stands in manifests, which are filled from the same plan.</summary>
    private static IEnumerable<(string Role, int Pool, int Count)> Pods(RegionPlan region) =>
        region.Topology.Aws.Compute != ComputeChoice.Kubernetes
            ? []
            : region.Sites.Select(site => (
                "server",
                PoolSizes.OfServer,
                FleetPlan.ApiMax(site) + 1 + (site.IsWriter ? FleetPlan.WorkersMax + 1 : 0)));

    /// <summary>A renewal starts a tenth more, rounded up, before it ends the old ones.</summary>
    private static int Renewed(int count) => count + ((count + 9) / 10);

    private static int Number(JsonElement value) => int.Parse(value.ToString(), CultureInfo.InvariantCulture);
}
