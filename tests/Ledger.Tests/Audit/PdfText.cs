using System.ComponentModel;
using System.Diagnostics;

namespace Domicile.Ledger.Tests.Audit;

/// <summary>The text of a PDF as another program reads it. A test is skipped where there is no such program.</summary>
internal static class PdfText
{
    public static async Task<string> OfAsync(byte[] pdf)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, pdf);
            using var reader = Process.Start(new ProcessStartInfo("pdftotext", ["-layout", file, "-"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
            var text = await reader.StandardOutput.ReadToEndAsync();
            await reader.WaitForExitAsync();
            return text;
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no pdftotext on this machine (poppler-utils).");
            throw;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
