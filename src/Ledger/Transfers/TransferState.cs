namespace Domicile.Ledger.Transfers;

/// <summary>How far a transfer is.</summary>
public enum TransferState
{
    /// <summary>Booked on both sides.</summary>
    Completed,
}
