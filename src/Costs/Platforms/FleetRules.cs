namespace Domicile.Costs.Platforms;

/// <summary>How a platform uses machines, as the infrastructure makes them.</summary>
/// <param name="CountMin">Machines of a site at the least.</param>
/// <param name="WorkerCount">Machines of a writer site that run workers alone; 0 where they share the others.</param>
/// <param name="VolumeGigabytes">GB of each machine's volume.</param>
public sealed record FleetRules(int CountMin, int WorkerCount, decimal VolumeGigabytes)
{
    /// <summary>Virtual processors that the platform takes of each machine.</summary>
    public decimal ReservedProcessors { get; init; }

    /// <summary>GiB that the platform takes of each machine.</summary>
    public decimal ReservedGigabytes { get; init; }
}
