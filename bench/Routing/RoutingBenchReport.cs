namespace Domicile.Bench.Routing;

/// <summary>What a look-up of a user's shard costs, beside two rivals measured in the same run.</summary>
/// <param name="RangeCount">Key ranges in the map.</param>
/// <param name="LookUpCount">The router's look-ups of one round, of user numbers in random order.</param>
/// <param name="RoundCount">Rounds, in which the rivals follow one another.</param>
/// <param name="IsOptimized">False when the library was built for debugging: then the figures mean little.</param>
/// <param name="OthersCpu">Processors that other processes used meanwhile; null where it cannot be known.</param>
/// <param name="Rows">The router first.</param>
public sealed record RoutingBenchReport(
    int RangeCount,
    int LookUpCount,
    int RoundCount,
    bool IsOptimized,
    decimal? OthersCpu,
    IReadOnlyList<RoutingBenchRow> Rows);
