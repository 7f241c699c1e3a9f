namespace Domicile.Ledger.Messages;

/// <summary>
/// How far a shard's stream stands, said while nothing happens, so that a quiet shard is not taken for a lost one.
/// </summary>
/// <param name="Batch">The last batch that was cut; 0 for none in this epoch.</param>
/// <param name="Total">Rows in all batches of the epoch.</param>
/// <param name="AsOf">When nothing but <paramref name="Waiting"/> rows was behind that batch.</param>
public sealed record StandingMessage(
    string Shard, int Epoch, long Batch, long Total, DateTimeOffset AsOf, long Waiting) : Message;
