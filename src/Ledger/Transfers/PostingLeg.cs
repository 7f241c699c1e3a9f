namespace Domicile.Ledger.Transfers;

/// <summary>One side of a transfer that has its book on this shard.</summary>
/// <param name="Item">The transfer's place in its group, counted from 0.</param>
/// <param name="Range">The range that its user is in, as this process knows it.</param>
/// <param name="Pays">True for the payer's side.</param>
internal readonly record struct PostingLeg(int Item, long User, int Range, bool Pays);
