using System.Text;

namespace Domicile.Server.Hosting;

/// <summary>Makes what a caller sent fit to be repeated in an answer: short, and without control characters.</summary>
internal static class Shown
{
    private const int LengthMax = 64;

    public static string Text(string text, int lengthMax = LengthMax)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= lengthMax)
            {
                return shown.Append('…').ToString();
            }

            shown.Append(Rune.IsControl(rune) ? Rune.ReplacementChar : rune);
        }

        return shown.ToString();
    }
}
