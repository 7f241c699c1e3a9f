namespace Domicile.Costs.Platforms;

/// <summary>What a platform asks of its machines before the first request.</summary>
/// <param name="CountMin">Machines of a site at the least.</param>
/// <param name="ReservedProcessors">Virtual processors that the platform takes of each machine.</param>
/// <param name="ReservedGigabytes">GiB that the platform takes of each machine.</param>
public sealed record FleetRules(int CountMin, decimal ReservedProcessors, decimal ReservedGigabytes);
