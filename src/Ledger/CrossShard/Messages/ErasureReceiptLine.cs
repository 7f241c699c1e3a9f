namespace Domicile.Ledger.CrossShard.Messages;

/// <summary>That a region has heard of an erasure and keeps that it has.</summary>
/// <param name="User">The bare id, of the region that the receipt goes to.</param>
/// <param name="ReceivedBy">The region that says so.</param>
/// <param name="ReceivedAt">When it heard of it first.</param>
public sealed record ErasureReceiptLine(string User, string ReceivedBy, DateTimeOffset ReceivedAt);
