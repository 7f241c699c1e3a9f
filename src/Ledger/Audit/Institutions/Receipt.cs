namespace Domicile.Ledger.Audit.Institutions;

/// <summary>What an institution says when it has stored what was sent to it.</summary>
/// <param name="Form"><see cref="FormKnown"/>.</param>
/// <param name="Region">Who sent it.</param>
/// <param name="Institution">Who has it.</param>
/// <param name="Id">Of the package or the notice: the idempotency key that it was sent with.</param>
/// <param name="Hash">
/// SHA-256, in hexadecimal: of a package's signed <c>head.json</c>, which has the hashes of all the rest; of a notice
/// as it was sent.
/// </param>
/// <param name="ReceivedAt">When it came first.</param>
public sealed record Receipt(
    string Form, string Region, string Institution, string Id, string Hash, DateTimeOffset ReceivedAt)
{
    public const string FormKnown = "domicile-receipt-1";
}
