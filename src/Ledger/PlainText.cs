using System.Buffers;
using System.Globalization;
using System.Text;

namespace Domicile.Ledger;

/// <summary>What a text that people wrote may be: any script, accents, emoji, and no control characters.</summary>
internal static class PlainText
{
    /// <summary>True for well-formed Unicode on one line.</summary>
    /// <param name="length">In Unicode characters, so that one outside the first plane counts once.</param>
    public static bool IsPlain(string text, out int length)
    {
        length = 0;
        for (var rest = text.AsSpan(); !rest.IsEmpty; length++)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != OperationStatus.Done
                || Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return false;
            }

            rest = rest[used..];
        }

        return true;
    }
}
