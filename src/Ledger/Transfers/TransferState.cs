namespace Domicile.Ledger.Transfers;

/// <summary>How far a transfer is.</summary>
public enum TransferState
{
    /// <summary>Booked on both sides.</summary>
    Completed,

    /// <summary>Taken from the payer's wallet, and on its way to a payee on another shard.</summary>
    InTransit,

    /// <summary>Back in the payer's wallet, because the payee's side refused it.</summary>
    Refunded,
}
