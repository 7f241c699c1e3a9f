namespace Domicile.Ledger.Objects;

/// <summary>What came of deleting an object.</summary>
public enum DeleteOutcome
{
    Deleted,

    /// <summary>There is none.</summary>
    Absent,

    /// <summary>Its retention has not ended: it stays.</summary>
    Retained,
}
