namespace Domicile.Ledger.Transfers;

/// <summary>What a caller asks for, as it came; nothing is checked yet.</summary>
/// <param name="From">Who pays.</param>
/// <param name="To">Who is paid.</param>
/// <param name="Amount">Decimal text such as <c>12.34</c>.</param>
/// <param name="Asset">The asset's code.</param>
/// <param name="Reference">
/// Free text for both users, at most 140 characters; kept encrypted. Null or empty for none.
/// </param>
/// <param name="EffectiveAt">
/// The date that the movement counts for, if an operator gave one; else the time of booking.
/// </param>
/// <param name="Key">The caller's idempotency key: 1 to 255 printable ASCII characters.</param>
public sealed record TransferOrder(
    Party From,
    Party To,
    string Amount,
    string Asset,
    string? Reference,
    DateTimeOffset? EffectiveAt,
    string Key);
