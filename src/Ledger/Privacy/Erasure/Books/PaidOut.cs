using Domicile.Ledger.Assets;

namespace Domicile.Ledger.Privacy.Erasure.Books;

/// <summary>What was paid out of the book of an erased user.</summary>
/// <param name="TransferId">The transfer to the world outside, in the user's book.</param>
/// <param name="BookedAt">UTC.</param>
public sealed record PaidOut(Guid TransferId, Money Amount, long PostingNumber, DateTimeOffset BookedAt);
