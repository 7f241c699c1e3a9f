namespace Domicile.Ledger.CrossShard.Sides;

/// <summary>The outcomes of <c>ledger.receive_transfers</c>.</summary>
internal enum ReceiveOutcome
{
    /// <summary>In the payee's wallet now.</summary>
    Received,

    /// <summary>Refused now, for ever.</summary>
    Refused,

    /// <summary>Received or refused before.</summary>
    Repeated,

    /// <summary>The same transfer came with another payer, asset or amount before.</summary>
    Contradicts,

    /// <summary>This shard does not own the payee's range.</summary>
    Moved,

    /// <summary>The range is being closed at this moment.</summary>
    Busy,
}
