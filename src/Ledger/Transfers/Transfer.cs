using Domicile.Ledger.Assets;

namespace Domicile.Ledger.Transfers;

/// <summary>A transfer as it stands in the book of one of its users.</summary>
/// <param name="Id">UUIDv7, the same in both users' books.</param>
/// <param name="From">Who paid.</param>
/// <param name="To">Who was paid.</param>
/// <param name="Amount">More than zero.</param>
/// <param name="State">How far it is.</param>
/// <param name="Reference">The free text, decrypted; null for none.</param>
/// <param name="PostingNumber">Number of its first posting in this user's book, from 1.</param>
/// <param name="BookedAt">When it was booked, UTC.</param>
/// <param name="EffectiveAt">The date that it counts for, UTC.</param>
/// <param name="BalanceAfter">This user's wallet after it.</param>
public sealed record Transfer(
    Guid Id,
    Party From,
    Party To,
    Money Amount,
    TransferState State,
    string? Reference,
    long PostingNumber,
    DateTimeOffset BookedAt,
    DateTimeOffset EffectiveAt,
    Money BalanceAfter)
{
    /// <summary>
    /// Why the payee's side refused it, in the words of the books such as <c>payee-unknown</c>; null unless refunded.
    /// </summary>
    public string? Refusal { get; init; }
}
