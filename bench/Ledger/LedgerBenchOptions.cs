namespace Domicile.Bench.Ledger;

/// <summary>How long and how wide to measure.</summary>
public sealed record LedgerBenchOptions
{
    /// <summary>How many callers post at once, each with one transfer at a time.</summary>
    public IReadOnlyList<int> Callers { get; init; } = [1, 8, 64];

    /// <summary>Of one measurement.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How often each is measured; the medians are quoted.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Connections of the rivals' pools, and of the ledger's.</summary>
    public int Connections { get; init; } = 16;
}
