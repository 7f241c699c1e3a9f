namespace Domicile.Ledger.Objects;

/// <summary>What came of storing an object.</summary>
public enum PutOutcome
{
    Stored,

    /// <summary>It was there already, with these bytes.</summary>
    Repeated,

    /// <summary>Another content stands under the key, and stays.</summary>
    Taken,
}
