using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Compute.Limits;

/// <summary>
/// The <c>max_connections</c> that an Aurora PostgreSQL node has when nobody sets it: its memory over 9,531,392 bytes,
/// at most 5,000 (User Guide, "Managing performance and scaling for Aurora PostgreSQL"), and less for capacity units.
/// </summary>
internal static class NodeCapacity
{
    private const int ConnectionsMax = 5_000;
    private const long BytesOfConnection = 9_531_392;
    private const long GiB = 1L << 30;

    /// <summary>What the system keeps of the memory before it is divided, in percent and rounded up.</summary>
    private const int SystemPercent = 10;

    /// <summary>A node that may shrink to so little never takes more (User Guide, Serverless v2).</summary>
    private const decimal SmallestUnits = 0.5m;

    private const int SmallestConnectionsMax = 2_000;

    /// <summary>The guide's table of capacity units and connections; between its lines the lower one holds.</summary>
    private static readonly (decimal Units, int Connections)[] Units =
        [(0.5m, 90), (1, 189), (4, 823), (8, 1_669), (16, 3_360), (32, ConnectionsMax)];

    /// <summary>GiB of each size of the classes for memory (r), and of those for little work (t).</summary>
    private static readonly Dictionary<string, int> MemoryOfSize = new(StringComparer.Ordinal)
    {
        ["r large"] = 16, ["r xlarge"] = 32, ["r 2xlarge"] = 64, ["r 4xlarge"] = 128, ["r 8xlarge"] = 256,
        ["r 12xlarge"] = 384, ["r 16xlarge"] = 512, ["r 24xlarge"] = 768, ["r 48xlarge"] = 1_536,
        ["t medium"] = 4, ["t large"] = 8,
    };

    /// <summary>Connections that a node of a region takes.</summary>
    /// <exception cref="PlanException">The instance class is of no family that is known here.</exception>
    public static int Connections(string region, DatabaseCapacity capacity) =>
        capacity.Instance is { } instance ? OfInstance(region, instance) : OfUnits(capacity);

    private static int OfUnits(DatabaseCapacity capacity)
    {
        var connections = Units.Last(line => line.Units <= capacity.Maximum).Connections;
        return capacity.Minimum <= SmallestUnits ? Math.Min(connections, SmallestConnectionsMax) : connections;
    }

    private static int OfInstance(string region, string instance)
    {
        var parts = instance.Split('.');
        if (!MemoryOfSize.TryGetValue($"{parts[1][0]} {parts[2]}", out var memory))
        {
            throw new PlanException(
                $"region {region}: how many connections a {instance} takes is not known here. Name a class of the "
                + "families r or t, such as db.r7g.large, or capacity units.");
        }

        var connections = memory * GiB * (100 - SystemPercent) / 100 / BytesOfConnection;
        return (int)Math.Min(ConnectionsMax, connections);
    }
}
