namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>How far an erasure is.</summary>
public enum ErasureState
{
    /// <summary>An operator asked for it; a second person has to consent.</summary>
    WaitingForConsent,

    /// <summary>The books cannot let the user go. It has ended; another may be ordered.</summary>
    Refused,

    /// <summary>
    /// It is decided, the book takes part in nothing new, and what comes before the erasure is being done.
    /// </summary>
    Preparing,

    /// <summary>It stands in the register, and the data is being destroyed.</summary>
    Erasing,

    /// <summary>The data is gone and certified; receipts, or money that was under way, are still to come.</summary>
    Certified,

    /// <summary>Everything is done.</summary>
    Done,
}
