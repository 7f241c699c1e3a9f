using System.Buffers;

namespace Domicile.Ledger.Objects;

/// <summary>
/// The name of one object, such as <c>documents/2036-12/eu-30001/…</c>: parts of lower-case letters, digits, dots,
/// dashes and underscores between slashes, so that it is a path in a folder and a key in S3 alike. Names nobody but by
/// bare ids.
/// </summary>
public readonly record struct ObjectKey
{
    public const int LengthMax = 512;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-/");

    /// <exception cref="ArgumentException">The text is no key.</exception>
    public ObjectKey(string text)
    {
        if (!IsKey(text))
        {
            throw new ArgumentException(
                $"'{text}' is no key of an object: parts of a-z, 0-9, '.', '-' and '_' that begin with a letter or a "
                + $"digit, with '/' between them, {LengthMax} characters at most.",
                nameof(text));
        }

        Text = text;
    }

    public string Text { get; }

    public override string ToString() => Text;

    // A part never begins with a dot: no way out of a folder, and room beside the objects for drafts.
    private static bool IsKey(string text)
    {
        if (text.Length is 0 or > LengthMax || text.AsSpan().ContainsAnyExcept(Allowed))
        {
            return false;
        }

        foreach (var part in text.AsSpan().Split('/'))
        {
            if (text.AsSpan(part) is [] or [not (>= 'a' and <= 'z') and not (>= '0' and <= '9'), ..])
            {
                return false;
            }
        }

        return true;
    }
}
