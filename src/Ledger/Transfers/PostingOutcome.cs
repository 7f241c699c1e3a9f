namespace Domicile.Ledger.Transfers;

/// <summary>The outcomes of <c>ledger.post_transfers</c>.</summary>
internal enum PostingOutcome
{
    /// <summary>Booked now.</summary>
    Posted,

    /// <summary>Refused by the books now, and remembered.</summary>
    Refused,

    /// <summary>The same key and request came before: booked or refused then.</summary>
    Repeated,

    /// <summary>The key came with another request before.</summary>
    KeyReused,

    /// <summary>Another transaction holds the key at this moment.</summary>
    KeyAtWork,

    /// <summary>The owner of the book that keeps the key does not exist.</summary>
    UserUnknown,

    /// <summary>The owner of the book that keeps the key was erased.</summary>
    UserErased,

    /// <summary>This shard does not own the range.</summary>
    Moved,

    /// <summary>The range is being closed at this moment.</summary>
    Busy,
}
