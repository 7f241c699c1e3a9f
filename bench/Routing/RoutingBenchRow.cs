namespace Domicile.Bench.Routing;

/// <summary>One rival.</summary>
/// <param name="Nanoseconds">A look-up; the median of the rounds.</param>
/// <param name="Bytes">Allocated by a look-up, over all rounds.</param>
/// <param name="RouterRatio">This one's time divided by the router's, median of the rounds.</param>
public sealed record RoutingBenchRow(string Rival, double Nanoseconds, double Bytes, double RouterRatio);
