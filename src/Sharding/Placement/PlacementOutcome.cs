namespace Domicile.Sharding.Placement;

/// <summary>How the placing of a user ended.</summary>
public enum PlacementOutcome
{
    /// <summary>The key was seen for the first time: the user is new.</summary>
    Placed,

    /// <summary>
    /// The key and the request were seen before: the same user again. What the first call wanted to do after it may not
    /// have been done, if that one was cut short.
    /// </summary>
    Repeated,

    /// <summary>The key was seen before with another request: nothing was done.</summary>
    KeyConflict,

    /// <summary>The shard's range stayed closed for too long: try again later with the same key.</summary>
    Busy,
}
