namespace Domicile.Ledger.CrossShard.Sides;

/// <summary>The outcomes of <c>ledger.settle_transfers</c>.</summary>
internal enum SettleOutcome
{
    /// <summary>The money went on to the payee now.</summary>
    Settled,

    /// <summary>It is back in the payer's wallet now.</summary>
    Refunded,

    /// <summary>It came to this end before.</summary>
    Repeated,

    /// <summary>It came to the other end before.</summary>
    Contradicts,

    /// <summary>The payer's book has no such transfer.</summary>
    Unknown,

    /// <summary>This shard does not own the payer's range.</summary>
    Moved,

    /// <summary>The range is being closed at this moment.</summary>
    Busy,
}
