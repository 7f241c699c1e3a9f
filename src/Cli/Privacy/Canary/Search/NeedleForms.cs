using System.Globalization;
using System.Text;

namespace Domicile.Cli.Privacy.Canary.Search;

/// <summary>
/// Every form in which a text or some bytes may stand in a file: encodings, base64 at each of its three alignments,
/// hexadecimal digits, and the escapes of JSON, SQL and addresses.
/// </summary>
internal static class NeedleForms
{
    /// <summary>The forms of a text: as it is, in small and in capital letters.</summary>
    public static IEnumerable<Needle> OfText(string marker, string text)
    {
        var spellings = new[]
        {
            ("", text),
            (", small letters", text.ToLowerInvariant()),
            (", capitals", text.ToUpperInvariant()),
        };
        return spellings
            .DistinctBy(spelling => spelling.Item2)
            .SelectMany(spelling => OfSpelling(spelling.Item2)
                .Select(form => new Needle(marker, form.Form + spelling.Item1, form.Bytes)))
            .Where(needle => needle.Bytes.Length >= NeedleSet.LengthMin)
            .DistinctBy(needle => Convert.ToHexString(needle.Bytes));
    }

    /// <summary>The forms of bytes, such as a key.</summary>
    public static IEnumerable<Needle> OfBytes(string marker, byte[] bytes) =>
        Encoded("bytes", bytes).Prepend(("bytes", bytes))
            .Select(form => new Needle(marker, form.Item1, form.Item2))
            .DistinctBy(needle => Convert.ToHexString(needle.Bytes));

    private static IEnumerable<(string Form, byte[] Bytes)> OfSpelling(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var wide = Encoding.Unicode.GetBytes(text);
        yield return ("UTF-8", utf8);
        yield return ("UTF-16LE", wide);
        yield return ("UTF-16BE", Encoding.BigEndianUnicode.GetBytes(text));
        if (text.All(character => character < 256))
        {
            yield return ("Latin-1", Encoding.Latin1.GetBytes(text));
        }

        foreach (var form in Encoded("UTF-8", utf8).Concat(Encoded("UTF-16LE", wide)))
        {
            yield return form;
        }

        foreach (var (form, escaped) in Escaped(text, utf8))
        {
            yield return (form, Encoding.ASCII.GetBytes(escaped));
        }
    }

    private static IEnumerable<(string Form, byte[] Bytes)> Encoded(string of, byte[] bytes)
    {
        yield return ($"hex of {of}", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes)));
        yield return ($"capital hex of {of}", Encoding.ASCII.GetBytes(Convert.ToHexString(bytes)));
        for (var place = 0; place < 3; place++)
        {
            var text = Base64(bytes, place);
            yield return ($"base64 of {of}, {place + 1} of 3", Encoding.ASCII.GetBytes(text));
            yield return (
                $"base64url of {of}, {place + 1} of 3",
                Encoding.ASCII.GetBytes(text.Replace('+', '-').Replace('/', '_')));
        }
    }

    // The digits that depend on these bytes alone, when so many bytes stand before them in a group of three.
    private static string Base64(byte[] bytes, int before)
    {
        var text = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
        var bits = (before + bytes.Length) * 8;
        var first = before == 0 ? 0 : before + 1;
        return text[first..(bits / 6)];
    }

    private static IEnumerable<(string Form, string Text)> Escaped(string text, byte[] utf8)
    {
        foreach (var (name, format) in new[] { ("small", "x4"), ("capital", "X4") })
        {
            yield return ($"JSON, {name} digits", Each(text, character => character < 128
                ? $"{character}" : @"\u" + ((int)character).ToString(format, CultureInfo.InvariantCulture)));
            yield return ($"JSON, {name} digits throughout", Each(text, character =>
                @"\u" + ((int)character).ToString(format, CultureInfo.InvariantCulture)));
        }

        foreach (var (name, format) in new[] { ("small", "x2"), ("capital", "X2") })
        {
            yield return ($"percent, {name} digits", EachByte(utf8, value => IsUnreserved(value)
                ? $"{(char)value}" : "%" + value.ToString(format, CultureInfo.InvariantCulture)));
            yield return ($"percent, {name} digits throughout", EachByte(utf8, value =>
                "%" + value.ToString(format, CultureInfo.InvariantCulture)));
            yield return ($@"\x of each byte, {name} digits", EachByte(utf8, value =>
                @"\x" + value.ToString(format, CultureInfo.InvariantCulture)));
        }

        yield return ("form, plus for a space", EachByte(utf8, value => value == ' '
            ? "+" : IsUnreserved(value) ? $"{(char)value}" : $"%{value:X2}"));
        yield return ("octal", EachByte(utf8, value => value is >= 32 and < 127
            ? $"{(char)value}" : @"\" + Convert.ToString(value, 8).PadLeft(3, '0')));
    }

    private static string Each(string text, Func<char, string> write) => string.Concat(text.Select(write));

    private static string EachByte(byte[] bytes, Func<byte, string> write) => string.Concat(bytes.Select(write));

    private static bool IsUnreserved(byte value) =>
        char.IsAsciiLetterOrDigit((char)value) || "-._~".Contains((char)value);
}
