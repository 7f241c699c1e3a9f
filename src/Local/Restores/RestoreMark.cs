namespace Domicile.Local.Restores;

/// <summary>Says in a node's folder that restored data are ready to take the place of the node's own.</summary>
/// <param name="Backup">The name of the backup that they were made from.</param>
/// <param name="Epoch">The shard's generation with them.</param>
internal sealed record RestoreMark(string Backup, int Epoch);
