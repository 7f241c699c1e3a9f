using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute.Limits;

/// <summary>
/// How many processes of a site may run at once, so that all together they never ask a data node for more connections
/// than it takes. Every site of a region may call the region's primaries, so the sites share them alike.
/// </summary>
/// <param name="NodeConnections">What the smallest of the region's nodes takes.</param>
/// <param name="Sites">Of the region, 1 or more.</param>
internal sealed record ConnectionBudget(int NodeConnections, int Sites)
{
    /// <summary>Left for replication, migrations, moves of ranges, and people.</summary>
    public const int Kept = 40;

    /// <summary>
    /// The most that the process of a function which answers calls opens to one node: two each for writes, reads, work
    /// and repairs, and a watch.
    /// </summary>
    public const int OfFunction = 10;

    /// <summary>The same of a function that runs passes: four each for writes, reads and work.</summary>
    public const int OfWorker = 16;

    /// <summary>The most that a server which runs all the time opens to one node.</summary>
    public const int OfServer = 60;

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

    /// <summary>Servers, api and workers together, that may run at once.</summary>
    public int Servers => Math.Min(ServersMax, (OfSite - (DocumentFunctions * OfWorker)) / OfServer);

    public static ConnectionBudget Of(RegionPlan region) =>
        new(NodeCapacity.Connections(region.Name, region.Topology.Aws.Database), region.Sites.Count);
}
