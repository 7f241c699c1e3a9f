namespace Domicile.Bench.Outbox;

/// <summary>What a writer held open on the node did to the stream of figures.</summary>
/// <param name="Seconds">How long it was held.</param>
/// <param name="LoadRowsPerSecond">What was written meanwhile and after it.</param>
/// <param name="HeldBackBy">Whom the relay named; null when nobody.</param>
/// <param name="SecondsBehind">
/// From the writer's end until the centre had every row that was committed before it, under the same load.
/// </param>
public sealed record HeldWriterReport(
    int Seconds, long LoadRowsPerSecond, string? HeldBackBy, decimal SecondsBehind);
