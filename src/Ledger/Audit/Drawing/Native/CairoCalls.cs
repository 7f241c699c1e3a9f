using System.Runtime.InteropServices;

namespace Domicile.Ledger.Audit.Drawing.Native;

/// <summary>
/// The calls of cairo that a document needs, as its manual describes them. Lengths are points, 1/72 of an inch.
/// </summary>
internal static class CairoCalls
{
    public const int Success = 0;
    public const int WriteError = 11;
    public const int Pdf15 = 1;

    // cairo_pdf_metadata_t
    public const int Title = 0;
    public const int Creator = 4;
    public const int CreateDate = 5;

    /// <summary>Takes written bytes; answers <see cref="Success"/> or <see cref="WriteError"/>.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int Write(nint closure, nint data, uint length);

#pragma warning disable IDE1006 // the library's own names
    [DllImport(DrawingLibraries.Cairo)]
    public static extern nint cairo_pdf_surface_create_for_stream(
        Write write, nint closure, double width, double height);

    [DllImport(DrawingLibraries.Cairo)]
    public static extern void cairo_pdf_surface_restrict_to_version(nint surface, int version);

    [DllImport(DrawingLibraries.Cairo, BestFitMapping = false)]
    public static extern void cairo_pdf_surface_set_metadata(
        nint surface, int which, [MarshalAs(UnmanagedType.LPUTF8Str)] string text);

    [DllImport(DrawingLibraries.Cairo)]
    public static extern void cairo_surface_finish(nint surface);

    [DllImport(DrawingLibraries.Cairo)]
    public static extern void cairo_surface_destroy(nint surface);

    [DllImport(DrawingLibraries.Cairo)]
    public static extern int cairo_surface_status(nint surface);

    [DllImport(DrawingLibraries.Cairo)]
    public static extern nint cairo_create(nint surface);

    [DllImport(DrawingLibraries.Cairo)]
    public static extern void cairo_destroy(nint context);

    [DllImport(DrawingLibraries.Cairo)]
    public static extern int cairo_status(nint context);

    [DllImport(DrawingLibraries.Cairo)]
    public static extern void cairo_set_source_rgb(nint context, double red, double green, double blue);

    [DllImport(DrawingLibraries.Cairo)]
    public static extern void cairo_rectangle(nint context, double x, double y, double width, double height);

    [DllImport(DrawingLibraries.Cairo)]
    public static extern void cairo_fill(nint context);

    [DllImport(DrawingLibraries.Cairo)]
    public static extern void cairo_move_to(nint context, double x, double y);

    [DllImport(DrawingLibraries.Cairo)]
    public static extern void cairo_show_page(nint context);
#pragma warning restore IDE1006
}
