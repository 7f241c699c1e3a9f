namespace Domicile.Ledger.Privacy.Erasure.Books;

/// <summary>A row of <c>ledger.pay_out</c>.</summary>
internal sealed record PaidRow(string Asset, long MinorUnits, long PostingNumber, DateTimeOffset BookedAt);
