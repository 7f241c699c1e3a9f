using Domicile.Aws.Metrics;
using Domicile.Local.Servers;
using Domicile.Server.Access;
using Domicile.Server.Hosting.Parts;
using Domicile.Server.Workers;

namespace Domicile.Server.Metrics;

/// <summary>All that the server has counted since it started. Lives as long as it.</summary>
internal sealed class ServerCounts(
    RequestFigures requests, ResidencyRefusals residency, PassNews passes, ServerParts parts)
{
    /// <summary>All counts at this moment.</summary>
    public Seen Read() => new(requests.Read(), residency.Count, passes.FailureCount);

    /// <summary>
    /// What happened between two readings. Requests are those of callers: an event that a worker without the API takes
    /// lasts as long as a pass, and would look like a slow answer.
    /// </summary>
    public IEnumerable<MetricPoint> Between(Seen before, Seen after) =>
    [
        .. parts.Roles.Contains(ServerFile.ApiRole) ? RequestFigures.Between(before.Requests, after.Requests) : [],
        MetricPoint.Of("ResidencyRefusals", "Count", after.ResidencyRefusals - before.ResidencyRefusals),
        MetricPoint.Of("PassFailures", "Count", after.PassFailures - before.PassFailures),
    ];

    /// <summary>The counts of one moment.</summary>
    internal sealed record Seen(RequestCounts Requests, long ResidencyRefusals, long PassFailures)
    {
        /// <summary>Before the first request.</summary>
        public static Seen Nothing { get; } = new(new RequestFigures().Read(), 0, 0);
    }
}
