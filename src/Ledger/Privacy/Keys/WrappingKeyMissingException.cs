namespace Domicile.Ledger.Privacy.Keys;

/// <summary>
/// A generation of the region's key-encryption key is not there: it was destroyed, lost or disabled, or is not the one
/// that the key database knows.
/// </summary>
public sealed class WrappingKeyMissingException(int generation, Exception? inner = null) : Exception(
    $"Generation {generation} of the region's wrapping key is missing or disabled, or another key stands in its place. "
    + "If a rotation destroyed it, nothing that it wrapped can be read any more; else enable it, or put back a copy.",
    inner)
{
    public int Generation { get; } = generation;
}
