namespace Domicile.Bench.Transfers;

/// <summary>What <c>./domicile bench transfers</c> measures.</summary>
public sealed record TransfersBenchOptions
{
    /// <summary>Shares of transfers between the two shards, in per cent.</summary>
    public IReadOnlyList<int> CrossShares { get; init; } = [0, 10, 50, 100];

    public int Callers { get; init; } = 64;

    /// <summary>How often each is measured; medians are told.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>How long each is measured in a round.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Connections to each shard, for either rival.</summary>
    public int Connections { get; init; } = 16;
}
