namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>A code as it is shown once; only its keyed hash is kept.</summary>
/// <param name="Code">Secret: for the user alone, by a way that proves who it is.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record IssuedCode(string Code, DateTimeOffset ExpiresAt)
{
    /// <summary>Shows nothing: codes are in no log.</summary>
    public override string ToString() => nameof(IssuedCode);
}
