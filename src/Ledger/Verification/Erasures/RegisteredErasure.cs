namespace Domicile.Ledger.Verification.Erasures;

/// <summary>One line of a region's erasure register.</summary>
/// <param name="Number">1, 2, 3 and so on, without gaps.</param>
/// <param name="User">The number of the user who was erased.</param>
internal sealed record RegisteredErasure(long Number, long User);
