namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>Who is told of an erasure.</summary>
/// <param name="Recipient"><c>institution sandbox</c> or <c>region us</c>.</param>
/// <param name="ReceiptAt">When its receipt came; null while it has given none.</param>
public sealed record Told(string Recipient, DateTimeOffset? ReceiptAt);
