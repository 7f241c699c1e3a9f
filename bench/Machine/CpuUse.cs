namespace Domicile.Bench.Machine;

/// <summary>Processor time over a measurement.</summary>
/// <param name="Own">Of the benchmark and its server, all processors together.</param>
/// <param name="Others">Processors that everything else used on average, such as 0.35.</param>
public sealed record CpuUse(TimeSpan Own, decimal Others);
