namespace Domicile.Ledger.CrossShard;

/// <summary>When a transfer under way is sent again, and when it is called stuck.</summary>
public sealed record LegLimits
{
    /// <summary>
    /// The first message of a transfer has this long to bring it to its end; each try after it twice as long.
    /// </summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a transfer waits for its next try at most.</summary>
    public TimeSpan ResendPauseMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a run over the region's queue waits for a first message.</summary>
    public TimeSpan RegionWait { get; init; } = TimeSpan.Zero;

    /// <summary>From then on it is told as stuck, with the reason.</summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromMinutes(1);
}
