namespace Domicile.Sharding.Fencing;

/// <summary>The SQLSTATEs with which a shard or a register refuses; nothing of the transaction was written.</summary>
public static class FenceCodes
{
    /// <summary>The shard does not own the user's range: read the shard map again, then try once more.</summary>
    public const string Moved = "DM001";

    /// <summary>The range is being closed: try again in a few milliseconds.</summary>
    public const string Busy = "DM002";

    /// <summary>The shard or the register is of another epoch than was believed: an operator must look.</summary>
    public const string EpochSuperseded = "DM003";
}
