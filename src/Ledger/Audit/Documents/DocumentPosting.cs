namespace Domicile.Ledger.Audit.Documents;

/// <summary>A posting as a document shows it.</summary>
/// <param name="Number">Its number in the book.</param>
/// <param name="Debit">The account that it is taken from, such as <c>wallet</c>.</param>
/// <param name="Credit">The account that it is given to.</param>
/// <param name="BookedAt">UTC.</param>
public sealed record DocumentPosting(long Number, string Debit, string Credit, DateTimeOffset BookedAt);
