using Domicile.Costs.Load;

namespace Domicile.Costs.Platforms;

/// <summary>The machines that one site needs for its share of the requests.</summary>
/// <param name="Type">All are of this kind.</param>
/// <param name="AverageCount">Over the month.</param>
/// <param name="PeakCount">In its busiest phase.</param>
public sealed record Fleet(InstanceType Type, decimal AverageCount, decimal PeakCount)
{
    /// <summary>The share of its processors that a machine is to use, so that it bears a neighbour's loss.</summary>
    public const decimal Target = 0.6m;

    /// <summary>Megabytes of memory at which Lambda gives a function one whole virtual processor.</summary>
    public const decimal MegabytesOfProcessor = 1_769m;

    /// <summary>GiB that the system and its agents take of each machine.</summary>
    private const decimal SystemGigabytes = 1m;

    private const decimal MegabytesOfGigabyte = 1024m;

    /// <summary>The machines of one kind for a site, or null when the kind is too small for one process.</summary>
    /// <param name="type">The kind of machine.</param>
    /// <param name="workload">Of the whole world.</param>
    /// <param name="share">The site's share of it, such as a third.</param>
    /// <param name="rules">What else takes its part of the machines.</param>
    public static Fleet? Plan(InstanceType type, Workload workload, decimal share, FleetRules rules)
    {
        var processors = type.Processors - rules.ReservedProcessors;
        var memory = type.MemoryGigabytes - SystemGigabytes - rules.ReservedGigabytes;
        if (processors <= 0 || memory < workload.MemoryMegabytes / MegabytesOfGigabyte)
        {
            return null;
        }

        // Processor seconds that each second of the average rate asks for.
        var busy = workload.Rate * share * ProcessorMilliseconds(workload) / 1_000m;
        decimal Count(decimal factor) =>
            Math.Max(rules.CountMin, Math.Ceiling(busy * factor / (processors * Target)));

        var peak = Count(workload.Pattern.Peak);
        var average = workload.Pattern.IsFollowed
            ? workload.Pattern.Phases.Sum(phase => phase.Time * Count(phase.Factor))
            : peak;
        return new Fleet(type, average, peak);
    }

    /// <summary>What a request needs of one processor, unless it was said: as much as Lambda would give it, which is
    /// the share of a processor that its memory buys, and one at most.</summary>
    private static decimal ProcessorMilliseconds(Workload workload) =>
        workload.ProcessorMilliseconds
        ?? workload.Milliseconds * Math.Min(1m, workload.MemoryMegabytes / MegabytesOfProcessor);
}
