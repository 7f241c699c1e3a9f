namespace Domicile.Ledger.Transfers;

/// <summary>The bounds of group commit on one shard, measured by <c>./domicile bench ledger</c>.</summary>
public sealed record PostingLimits
{
    /// <summary>
    /// Transfers in one call. Larger groups nearly always share a wallet with another and stop scaling.
    /// </summary>
    public int GroupSizeMax { get; init; } = 100;

    /// <summary>Transfers that have to wait before another group starts beside the one under way.</summary>
    public int ParallelGroupSizeMin { get; init; } = 20;

    /// <summary>Groups under way at once, each on a connection of its own.</summary>
    public int ParallelGroupsMax { get; init; } = 4;

    /// <summary>Transfers that may wait for a shard; more are refused at once rather than answered late.</summary>
    public int WaitingMax { get; init; } = 20_000;

    /// <summary>How often a group is sent before its callers are told that the shard does not answer.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Pause before the second attempt; the third waits twice as long.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);
}
