namespace Domicile.Ledger.Central;

/// <summary>What the centre has of one shard's figures of one epoch.</summary>
/// <param name="Batch">All batches up to this one.</param>
/// <param name="IsBase">True when all of the epochs before are in it too.</param>
public sealed record FiguresSeen(int Epoch, long Batch, bool IsBase);
