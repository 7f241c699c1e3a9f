using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Nodes;

namespace Domicile.Infrastructure.Compute.Limits;

/// <summary>
/// How many processes of a site may run at once, so that all together they never ask a data node for more connections
/// than it takes. Every site of a region may call the region's primaries, so the sites share them alike.
/// </summary>
/// <param name="NodeConnections">What the smallest of the region's nodes takes.</param>
/// <param name="Sites">Of the region, 1 or more.</param>
internal sealed record ConnectionBudget(int NodeConnections, int Sites)
{
    /// <summary>
    /// Left for others than servers: <see cref="OfRotation"/> for each turn of logins at once, two for migrations,
    /// replication, moves of ranges, what PostgreSQL and Aurora keep to themselves, and people.
    /// </summary>
    public const int Kept = 40;

    /// <summary>A turn of logins enters as the administrator, and then as the new login.</summary>
    public const int OfRotation = 2;

    /// <summary>While logins change, a process has a connection of the user before beside the new ones.</summary>
    private const int Changing = 2;

    /// <summary>
    /// How many servers run beside the most of both roles while they are renewed: a tenth of each, and one at least.
    /// </summary>
    private const int Renewed = 3;

    /// <summary>The most that the process of a function which answers calls opens to one node.</summary>
    public static readonly int OfFunction = new PoolSizes(PoolSizes.OfApiFunction).AllOfNode + Changing;

    /// <summary>The same of a function that runs passes.</summary>
    public static readonly int OfWorker = new PoolSizes(PoolSizes.OfWorkerFunction).AllOfNode + Changing;

    /// <summary>The most that a server which runs all the time opens to one node.</summary>
    public static readonly int OfServer = new PoolSizes(PoolSizes.OfServer).AllOfNode + Changing;

    /// <summary>Event functions are few: a second batch at once gains less than it takes from callers.</summary>
    private const int EventFunctionsMax = 10;

    /// <summary>Two for each of the two queues, which is the least that Lambda takes, and one for the clock.</summary>
    private const int EventFunctionsMin = 5;

    /// <summary>
    /// Of the 1,000 that a new account may run at once, the API's share: other functions, and 100 that AWS keeps
    /// unreserved, need the rest.
    /// </summary>
    private const int ApiFunctionsMax = 400;

    private const int ServersMax = 20;

    /// <summary>Functions that carry documents to institutions, in every compute.</summary>
    public const int DocumentFunctions = 3;

    public int OfSite => Math.Max(0, NodeConnections - Kept) / Sites;

    /// <summary>Functions that run passes at once.</summary>
    public int WorkerFunctions => Math.Clamp(OfSite / 4 / OfWorker, EventFunctionsMin, EventFunctionsMax);

    /// <summary>Functions that answer requests at once; not positive when the nodes are too small for any.</summary>
    public int ApiFunctions =>
        Math.Min(ApiFunctionsMax, (OfSite - ((WorkerFunctions + DocumentFunctions) * OfWorker)) / OfFunction);

    /// <summary>Servers, api and workers together, that may run at once; few more while they are renewed.</summary>
    public int Servers =>
        Math.Clamp(((OfSite - (DocumentFunctions * OfWorker)) / OfServer) - Renewed, 0, ServersMax);

    public static ConnectionBudget Of(RegionPlan region) =>
        new(NodeCapacity.Connections(region.Name, region.Topology.Aws.Database), region.Sites.Count);
}
