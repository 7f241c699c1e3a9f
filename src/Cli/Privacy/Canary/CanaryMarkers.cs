using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Domicile.Cli.Privacy.Canary.Search;

namespace Domicile.Cli.Privacy.Canary;

/// <summary>
/// What one canary's fields hold: nothing that anything else in the world would hold by chance, each with letters that
/// look different in every encoding.
/// </summary>
internal sealed record CanaryMarkers(string Name, string Email, string BirthDate, string Reference, string Key)
{
    public const int TextLengthMin = 8;
    public const int TextLengthMax = 60;

    /// <param name="text">What name and reference hold; null for something that nobody chose.</param>
    public static CanaryMarkers Make(string? text)
    {
        var stamp = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var name = text ?? $"Žofie Kanárková {stamp}";
        var word = string.Concat(name.Where(char.IsAsciiLetterOrDigit));
        var day = new DateOnly(1901, 1, 1).AddDays(RandomNumberGenerator.GetInt32(40 * 365));
        return new CanaryMarkers(
            name,
            $"{word}.{stamp}@canary.example",
            day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            $"Za zob pro {name}, č. {stamp}",
            $"canary-key-{stamp}");
    }

    /// <summary>Every form of every field.</summary>
    public IEnumerable<Needle> Needles() =>
    [
        .. NeedleForms.OfText("name", Name),
        .. NeedleForms.OfText("email", Email),
        .. NeedleForms.OfText("birth date", BirthDate),
        .. NeedleForms.OfText("reference", Reference),
        .. NeedleForms.OfText("idempotency key", Key),
    ];

    public override string ToString() => $"{Encoding.UTF8.GetByteCount(Name)} bytes of name";
}
