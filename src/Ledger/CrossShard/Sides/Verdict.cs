using Domicile.Sharding.Users;

namespace Domicile.Ledger.CrossShard.Sides;

/// <summary>What the payee's side committed of a transfer; the only thing that ends it on the payer's side.</summary>
/// <param name="Refusal">Why the money goes back, in the words of the books; null when it was received.</param>
/// <param name="PostingNumber">The posting in the payee's book; null when it was refused.</param>
internal sealed record Verdict(Guid TransferId, UserId Payer, UserId Payee, string? Refusal, long? PostingNumber);
