using System.Text;
using Domicile.Ledger.Audit.Drawing.Native;

namespace Domicile.Ledger.Audit.Drawing;

/// <summary>
/// Sets text of any script: fonts, accents, shapes of letters, direction and line breaks are pango's work. Has loaded
/// fonts of its own, so that several work side by side; for one thread at a time. Keeps the last text that it set.
/// </summary>
internal sealed class TypeSetter : IDisposable
{
    // The first one that the machine has; for what it lacks, whatever other font of the machine has the letter.
    private const string Family = "DejaVu Sans, Helvetica Neue, Liberation Sans, Noto Sans, Sans";

    private static readonly string[] Fonts =
    [
        $"{Family} 9", $"{Family} Bold 9", $"{Family} 7.5", $"{Family} 8", $"{Family} Bold 17", $"{Family} Bold 22",
    ];

    private readonly nint[] descriptions;
    private readonly nint fontMap;
    private readonly nint context;
    private readonly nint layout;

    /// <exception cref="DrawingUnavailableException">The machine lacks what draws.</exception>
    public TypeSetter()
    {
        if (DrawingLibraries.Mistake is { } mistake)
        {
            throw new DrawingUnavailableException(mistake);
        }

        fontMap = PangoCalls.pango_cairo_font_map_new();
        PangoCalls.pango_cairo_font_map_set_resolution(fontMap, 72);
        context = PangoCalls.pango_font_map_create_context(fontMap);

        // Else which font stands in for a missing one would depend on the environment of the process.
        PangoCalls.pango_context_set_language(context, PangoCalls.pango_language_from_string("en"));
        PangoCalls.pango_context_set_round_glyph_positions(context, 0);
        layout = PangoCalls.pango_layout_new(context);
        PangoCalls.pango_layout_set_single_paragraph_mode(layout, 1);
        PangoCalls.pango_layout_set_wrap(layout, PangoCalls.WrapWordOrCharacter);
        descriptions = [.. Fonts.Select(PangoCalls.pango_font_description_from_string)];
    }

    /// <summary>Takes over how a page is drawn on; before the first text of a document.</summary>
    public void Begin(nint cairo)
    {
        PangoCalls.pango_cairo_update_context(cairo, context);
        PangoCalls.pango_layout_context_changed(layout);
    }

    /// <summary>Sets a text, and answers how high it is, in points.</summary>
    /// <param name="width">Lines are broken at it.</param>
    /// <param name="isRight">It ends at the width instead of beginning at 0.</param>
    public double Set(string text, TextStyle style, double width, bool isRight = false)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        PangoCalls.pango_layout_set_font_description(layout, descriptions[(int)style]);
        PangoCalls.pango_layout_set_alignment(layout, isRight ? PangoCalls.AlignRight : PangoCalls.AlignLeft);
        PangoCalls.pango_layout_set_width(layout, (int)(width * PangoCalls.Scale));
        PangoCalls.pango_layout_set_text(layout, bytes, bytes.Length);
        PangoCalls.pango_layout_get_size(layout, out _, out var height);
        return height / (double)PangoCalls.Scale;
    }

    /// <summary>Draws the text that was set last, its top left corner at the page's current point.</summary>
    public void Show(nint cairo) => PangoCalls.pango_cairo_show_layout(cairo, layout);

    public void Dispose()
    {
        foreach (var description in descriptions)
        {
            PangoCalls.pango_font_description_free(description);
        }

        PangoCalls.g_object_unref(layout);
        PangoCalls.g_object_unref(context);
        PangoCalls.g_object_unref(fontMap);
    }
}
