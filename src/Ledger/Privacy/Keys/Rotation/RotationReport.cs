namespace Domicile.Ledger.Privacy.Keys.Rotation;

/// <summary>What one rotation did.</summary>
/// <param name="Region">Whose wrapping key it was.</param>
/// <param name="Generation">The generation that wraps everything now.</param>
/// <param name="Destroyed">The generations that this run destroyed.</param>
/// <param name="WasResumed">True when it finished one that was cut short, and began none of its own.</param>
public sealed record RotationReport(
    string Region, WrappingGeneration Generation, IReadOnlyList<WrappingGeneration> Destroyed, bool WasResumed)
{
    /// <summary>Keys of users that were wrapped anew.</summary>
    public required long UserKeys { get; init; }

    /// <summary>Keys of documents that were wrapped anew.</summary>
    public required long DocumentKeys { get; init; }

    /// <summary>
    /// Users whose key nothing opens any more, because its generation was destroyed earlier: the key database was
    /// restored from before a rotation.
    /// </summary>
    public required long LostKeys { get; init; }
}
