using System.Globalization;

namespace Domicile.Server.Requests;

/// <summary>Reads RFC 3339 times: a day, T, a time, up to six decimals of a second, and Z or an offset.</summary>
internal static class InstantText
{
    private static readonly string[] Forms =
    [
        .. Enumerable.Range(0, 7).Select(count => count == 0 ? "" : "." + new string('f', count))
            .SelectMany(decimals => new[]
            {
                $"yyyy-MM-dd'T'HH:mm:ss{decimals}'Z'",
                $"yyyy-MM-dd'T'HH:mm:ss{decimals}zzz",
            }),
    ];

    /// <summary>False for another form, a day that no calendar has, or a year outside 1 to 9999 in UTC.</summary>
    public static bool TryRead(string text, out DateTimeOffset instant)
    {
        if (!DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant))
        {
            return false;
        }

        instant = instant.ToUniversalTime();
        return true;
    }
}
