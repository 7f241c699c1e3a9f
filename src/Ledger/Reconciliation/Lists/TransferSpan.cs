using System.Globalization;

namespace Domicile.Ledger.Reconciliation.Lists;

/// <summary>
/// Which transfers are listed: between two regions, or within one, by the moments at which servers took their orders.
/// </summary>
/// <param name="Region">The region whose books are listed.</param>
/// <param name="With">The region of the other sides; the same one for transfers within it.</param>
/// <param name="From">Included, to the millisecond.</param>
/// <param name="Until">Not included.</param>
public sealed record TransferSpan(string Region, string With, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>The least id of the span.</summary>
    internal Guid First => IdOf(From);

    /// <summary>The least id after the span.</summary>
    internal Guid End => IdOf(Until);

    // RFC 9562, 5.7: an id of version 7 begins with 48 bits of milliseconds.
    private static Guid IdOf(DateTimeOffset moment)
    {
        var milliseconds = moment.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture);
        return Guid.ParseExact(milliseconds.PadRight(32, '0'), "N");
    }
}
