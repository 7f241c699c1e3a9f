namespace Domicile.Ledger.CrossShard.Messages;

/// <summary>The verdict about one transfer between two regions.</summary>
/// <param name="Refusal">A code such as <c>payee-unknown</c>; null when it was received.</param>
/// <param name="PostingNumber">The posting in the payee's book; null when it was refused.</param>
public sealed record VerdictLine(
    Guid TransferId, string Payer, string Payee, string? Refusal = null, long? PostingNumber = null);
