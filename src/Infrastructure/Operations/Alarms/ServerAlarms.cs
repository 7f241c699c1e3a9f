using Domicile.Infrastructure.Worlds;
using ComputeChoice = Domicile.Sharding.Topology.Aws.Compute;

namespace Domicile.Infrastructure.Operations.Alarms;

/// <summary>What the servers of a site tell of themselves.</summary>
internal static class ServerAlarms
{
    private const double WaitingMax = 5_000;
    private const double ErrorsMax = 10;
    private const double PassFailuresMax = 5;
    private const double LatencyMillisecondsMax = 1_000;
    private const double RefusalsMax = 100;
    private const double ErasureSecondsMax = 86_400;
    private const int FiveMinutes = 300;

    public static IEnumerable<AlarmPlan> Of(SitePlan site)
    {
        (string Name, string Value)[] of = [("Region", site.Region.Name), ("Site", site.Name)];
        yield return Ours("errors", of, Figures.Errors) with
        {
            Statistic = "Sum",
            Threshold = ErrorsMax,
            Meaning = $"Servers of {site} answer with errors of their own.",
        };
        yield return Ours("errors", of, Figures.NodesUnserved) with
        {
            Name = "nodes-unserved",
            Threshold = 1,
            Meaning = $"A node does not answer the servers of {site}.",
        };
        yield return Ours("latency", of, Figures.Latency) with
        {
            Statistic = "p99",
            Threshold = LatencyMillisecondsMax,
            Meaning = $"One request of a hundred in {site} takes longer than a second.",
        };
        yield return Ours("residency-refusals", of, Figures.ResidencyRefusals) with
        {
            Statistic = "Sum",
            PeriodSeconds = FiveMinutes,
            Periods = 1,
            Threshold = RefusalsMax,
            Meaning = $"{site} is asked again and again for users of another region.",
        };
        if (site.Region.Topology.Aws.Compute != ComputeChoice.Lambda)
        {
            yield return Silent(site, of);
        }

        foreach (var plan in site.IsWriter ? OfWorkers(site, of) : [])
        {
            yield return plan;
        }
    }

    /// <summary>
    /// Dead servers tell nothing, so that no other figure is ever too much. Each that runs on tells every minute how
    /// many requests it had, none included; a function that nobody calls tells nothing and is well.
    /// </summary>
    private static AlarmPlan Silent(SitePlan site, (string Name, string Value)[] of) =>
        Ours("errors", of, Figures.Requests) with
        {
            Name = "silent",
            Statistic = "Sum",
            IsLow = true,
            Threshold = -1,
            Silence = "breaching",
            Meaning = $"No API server of {site} tells anything.",
        };

    /// <summary>Passes run in the writer site only.</summary>
    private static IEnumerable<AlarmPlan> OfWorkers(SitePlan site, (string Name, string Value)[] of) =>
    [
        Ours("errors", of, Figures.PassFailures) with
        {
            Name = "pass-failures",
            Statistic = "Sum",
            PeriodSeconds = FiveMinutes,
            Periods = 1,
            Threshold = PassFailuresMax,
            Meaning = $"Passes of {site.Region.Name} end with errors.",
        },
        Ours("unfinished-erasures", of, Figures.ErasureAge) with
        {
            PeriodSeconds = FiveMinutes,
            Periods = 1,
            Threshold = ErasureSecondsMax,
            Meaning = $"An erasure of {site.Region.Name} has not been finished for a whole day.",
        },
        .. site.Region.Topology.Shards.Select(shard =>
            Ours("lag", [.. of, ("Node", $"{site.Region.Name}/{shard.Name}")], Figures.FiguresWaiting) with
            {
                Name = $"lag-{shard.Name}",
                Threshold = WaitingMax,

                // Workers tell it each minute, even when it is nought.
                Silence = "breaching",
                Meaning = $"Figures of {site.Region.Name}/{shard.Name} wait to be sent, or no worker runs.",
            }),
    ];

    private static AlarmPlan Ours(string runbook, (string Name, string Value)[] of, string figure) =>
        new(runbook, runbook)
        {
            Namespace = Figures.Namespace,
            Metric = figure,
            Dimensions = of,
            Threshold = 0,
            Meaning = string.Empty,
        };
}
