using System.Globalization;

namespace Domicile.Ledger.Audit.Institutions;

/// <summary>Tells an institution that a user's personal data were erased where it has them from.</summary>
/// <param name="Form"><see cref="FormKnown"/>.</param>
/// <param name="Region">Who erased.</param>
/// <param name="ErasureNumber">The number in the region's erasure register.</param>
/// <param name="User">The bare id, such as <c>eu-30001</c>.</param>
/// <param name="RegisteredAt">When it was decided.</param>
public sealed record ErasureNotice(
    string Form, string Region, long ErasureNumber, string User, DateTimeOffset RegisteredAt)
{
    public const string FormKnown = "domicile-erasure-notice-1";

    /// <summary>The idempotency key that it is sent with.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Region}-erasure-{ErasureNumber:D8}");
}
