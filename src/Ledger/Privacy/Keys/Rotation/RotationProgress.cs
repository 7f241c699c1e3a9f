namespace Domicile.Ledger.Privacy.Keys.Rotation;

/// <summary>How far a rotation is.</summary>
/// <param name="Step">What was done.</param>
/// <param name="Generation">The generation that it was done with.</param>
public sealed record RotationProgress(RotationStep Step, int Generation)
{
    /// <summary>Keys that were wrapped anew until now.</summary>
    public long KeyCount { get; init; }

    /// <summary>Keys that are left, as they were counted at the start.</summary>
    public long LeftCount { get; init; }
}
