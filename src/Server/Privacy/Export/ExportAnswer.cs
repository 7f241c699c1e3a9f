using Domicile.Ledger.Privacy.Export;
using Domicile.Ledger.Privacy.Export.Forms;
using Domicile.Ledger.Privacy.Requests;
using Domicile.Server.Books;
using Domicile.Sharding.Users;
using Microsoft.Net.Http.Headers;

namespace Domicile.Server.Privacy.Export;

/// <summary>
/// Writes an export as it is read, and ends the request for it when all is written. One that stops in the middle says
/// so in its last line; a zip is cut off, which no program opens.
/// </summary>
internal sealed record ExportAnswer(RegionBooks Books, UserId User, PrivacyRequest Request, bool IsZip) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = IsZip ? CsvZipForm.MediaType : JsonLinesForm.MediaType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{User}.{(IsZip ? "zip" : "jsonl")}\"";
        response.Headers[HeaderNames.CacheControl] = "no-store";
        var end = await WriteAsync(response.Body, httpContext.RequestAborted);
        if (end.IsComplete)
        {
            // If this is not noted the request stays open, and the next export ends it.
            await Books.Ledger.Requests.EndAsync(
                Request.Id, PrivacyRequestState.Done, httpContext.RequestAborted);
        }
        else if (IsZip)
        {
            httpContext.Abort();
        }
    }

    private Task<ExportEnd> WriteAsync(Stream body, CancellationToken cancellation) =>
        Books.Ledger.Exports.RunAsync(
            User, IsZip ? new CsvZipForm(body) : new JsonLinesForm(body), cancellation);
}
