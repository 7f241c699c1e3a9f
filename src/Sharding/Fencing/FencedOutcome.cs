namespace Domicile.Sharding.Fencing;

/// <summary>How a fenced write ended. Only <see cref="Written"/> left something behind.</summary>
public enum FencedOutcome
{
    /// <summary>The commands ran and are committed.</summary>
    Written,

    /// <summary>No range of the region covers the user's number: there is no such user.</summary>
    UnknownUser,

    /// <summary>The shard said twice that the range is elsewhere, a map read in between: try again later.</summary>
    Moved,

    /// <summary>The range stayed closed for longer than a write waits: try again later.</summary>
    Busy,
}
