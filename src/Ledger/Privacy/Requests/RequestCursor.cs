using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Domicile.Ledger.Privacy.Requests;

/// <summary>Where a page of requests ended: the deadline and id of its last one. Opaque to callers.</summary>
internal readonly record struct RequestCursor(DateTimeOffset Deadline, Guid Id)
{
    private const int LengthMax = 100;

    public static RequestCursor Start { get; } = new(DateTimeOffset.MinValue, Guid.Empty);

    public override string ToString() => Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Deadline.UtcTicks}.{Id:N}")));

    public static bool TryParse(string text, out RequestCursor cursor)
    {
        cursor = Start;
        if (text.Length > LengthMax || !Base64Url.IsValid(text))
        {
            return false;
        }

        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks
            || !Guid.TryParseExact(parts[1], "N", out var id))
        {
            return false;
        }

        cursor = new RequestCursor(new DateTimeOffset(ticks, TimeSpan.Zero), id);
        return cursor.ToString() == text;
    }
}
