using System.Runtime.InteropServices;
using Domicile.Ledger.Audit.Drawing.Native;

namespace Domicile.Ledger.Audit.Drawing;

/// <summary>
/// The A4 pages of one PDF while it is drawn. Nothing in it depends on the clock, the process or the machine's name, so
/// the same calls give the same bytes. For one thread; lives for one document.
/// </summary>
internal sealed class PdfSheets : IDisposable
{
    /// <summary>A4, in points.</summary>
    public const double Width = 595.276;

    /// <inheritdoc cref="Width"/>
    public const double Height = 841.89;

    private readonly MemoryStream bytes = new(32 * 1024);
    private readonly CairoCalls.Write write;
    private readonly TypeSetter setter;
    private readonly nint surface;
    private readonly nint cairo;

    /// <param name="setter">Nobody else uses it meanwhile.</param>
    /// <param name="title">No personal data: it stands outside the pages.</param>
    /// <param name="at">The time that the file says it was made at.</param>
    public PdfSheets(TypeSetter setter, string title, DateTimeOffset at)
    {
        this.setter = setter;
        write = Write;
        surface = CairoCalls.cairo_pdf_surface_create_for_stream(write, 0, Width, Height);
        CairoCalls.cairo_pdf_surface_restrict_to_version(surface, CairoCalls.Pdf15);
        CairoCalls.cairo_pdf_surface_set_metadata(surface, CairoCalls.Title, title);
        CairoCalls.cairo_pdf_surface_set_metadata(surface, CairoCalls.Creator, "Domicile");
        CairoCalls.cairo_pdf_surface_set_metadata(
            surface, CairoCalls.CreateDate, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        cairo = CairoCalls.cairo_create(surface);
        setter.Begin(cairo);
    }

    /// <summary>Draws a text and answers its height.</summary>
    /// <param name="place">Its top left corner.</param>
    /// <param name="text">What it says, how it is set, and the width that it may take.</param>
    /// <param name="ink">Its colour.</param>
    public double Text((double X, double Y) place, SetText text, Ink ink)
    {
        var height = setter.Set(text.Text, text.Style, text.Width, text.IsRight);
        CairoCalls.cairo_set_source_rgb(cairo, ink.Red, ink.Green, ink.Blue);
        CairoCalls.cairo_move_to(cairo, place.X, place.Y);
        setter.Show(cairo);
        return height;
    }

    public void Fill((double X, double Y, double Width, double Height) box, Ink ink)
    {
        CairoCalls.cairo_set_source_rgb(cairo, ink.Red, ink.Green, ink.Blue);
        CairoCalls.cairo_rectangle(cairo, box.X, box.Y, box.Width, box.Height);
        CairoCalls.cairo_fill(cairo);
    }

    /// <summary>How high a text would be.</summary>
    public double Measure(SetText text) => setter.Set(text.Text, text.Style, text.Width, text.IsRight);

    /// <summary>Ends a page; what is drawn next is on another one.</summary>
    public void EndPage() => CairoCalls.cairo_show_page(cairo);

    /// <summary>Ends the document and answers its bytes.</summary>
    public byte[] Finish()
    {
        var status = CairoCalls.cairo_status(cairo);
        CairoCalls.cairo_surface_finish(surface);
        var ended = CairoCalls.cairo_surface_status(surface);
        return status == CairoCalls.Success && ended == CairoCalls.Success
            ? bytes.ToArray()
            : throw new InvalidOperationException($"Cairo gave up on a document with status {status}, {ended}.");
    }

    public void Dispose()
    {
        CairoCalls.cairo_destroy(cairo);
        CairoCalls.cairo_surface_destroy(surface);
        GC.KeepAlive(write);
        bytes.Dispose();
    }

    // Called by cairo: an exception must not pass through it.
    private int Write(nint closure, nint data, uint length)
    {
        try
        {
            var part = new byte[length];
            Marshal.Copy(data, part, 0, part.Length);
            bytes.Write(part);
            return CairoCalls.Success;
        }
        catch (OutOfMemoryException)
        {
            return CairoCalls.WriteError;
        }
    }
}
