using System.Runtime.InteropServices;

namespace Domicile.Ledger.Audit.Drawing.Native;

/// <summary>The calls of pango that a document needs, as its manual describes them.</summary>
internal static class PangoCalls
{
    /// <summary>Pango's units in a point.</summary>
    public const int Scale = 1024;

    public const int WrapWordOrCharacter = 2;
    public const int AlignLeft = 0;
    public const int AlignRight = 2;

#pragma warning disable IDE1006 // the library's own names
    [DllImport(DrawingLibraries.PangoCairo)]
    public static extern nint pango_cairo_font_map_new();

    [DllImport(DrawingLibraries.PangoCairo)]
    public static extern void pango_cairo_font_map_set_resolution(nint fontMap, double dotsPerInch);

    [DllImport(DrawingLibraries.PangoCairo)]
    public static extern void pango_cairo_update_context(nint cairo, nint context);

    [DllImport(DrawingLibraries.PangoCairo)]
    public static extern void pango_cairo_show_layout(nint cairo, nint layout);

    [DllImport(DrawingLibraries.Pango)]
    public static extern nint pango_font_map_create_context(nint fontMap);

    [DllImport(DrawingLibraries.Pango, BestFitMapping = false)]
    public static extern nint pango_language_from_string([MarshalAs(UnmanagedType.LPUTF8Str)] string language);

    [DllImport(DrawingLibraries.Pango)]
    public static extern void pango_context_set_language(nint context, nint language);

    [DllImport(DrawingLibraries.Pango)]
    public static extern void pango_context_set_round_glyph_positions(nint context, int isRounded);

    [DllImport(DrawingLibraries.Pango)]
    public static extern nint pango_layout_new(nint context);

    [DllImport(DrawingLibraries.Pango)]
    public static extern void pango_layout_context_changed(nint layout);

    [DllImport(DrawingLibraries.Pango)]
    public static extern void pango_layout_set_text(nint layout, byte[] text, int length);

    [DllImport(DrawingLibraries.Pango)]
    public static extern void pango_layout_set_font_description(nint layout, nint description);

    [DllImport(DrawingLibraries.Pango)]
    public static extern void pango_layout_set_width(nint layout, int width);

    [DllImport(DrawingLibraries.Pango)]
    public static extern void pango_layout_set_wrap(nint layout, int wrap);

    [DllImport(DrawingLibraries.Pango)]
    public static extern void pango_layout_set_alignment(nint layout, int alignment);

    [DllImport(DrawingLibraries.Pango)]
    public static extern void pango_layout_set_single_paragraph_mode(nint layout, int isSingle);

    [DllImport(DrawingLibraries.Pango)]
    public static extern void pango_layout_get_size(nint layout, out int width, out int height);

    [DllImport(DrawingLibraries.Pango, BestFitMapping = false)]
    public static extern nint pango_font_description_from_string([MarshalAs(UnmanagedType.LPUTF8Str)] string text);

    [DllImport(DrawingLibraries.Pango)]
    public static extern void pango_font_description_free(nint description);

    [DllImport(DrawingLibraries.GObject)]
    public static extern void g_object_unref(nint thing);
#pragma warning restore IDE1006
}
