namespace Domicile.Local.Restores;

/// <summary>What the restore of a key database came to.</summary>
/// <param name="Node">Such as <c>eu/keys</c>.</param>
/// <param name="Backup">What it was restored from.</param>
/// <param name="MadeAt">When that was made: keys that were made later are lost, and what they sealed with them.</param>
/// <param name="ErasureNumber">How far it has applied the erasure register.</param>
/// <param name="RegisteredCount">How far it has to, before it is served.</param>
public sealed record KeysRestoreResult(
    string Node, string Backup, DateTimeOffset MadeAt, long ErasureNumber, long RegisteredCount);
