using Domicile.Ledger;
using Domicile.Ledger.Privacy.Export.Forms;
using Domicile.Ledger.Privacy.Requests;
using Domicile.Server.Access;
using Domicile.Server.Books;
using Domicile.Server.Privacy.Access;
using Domicile.Server.Problems;

namespace Domicile.Server.Privacy.Export;

/// <summary>Gives people what is held of them.</summary>
internal static class ExportEndpoints
{
    public static void MapExport(this IEndpointRouteBuilder api) =>
        api.MapGet("/users/{id}/export", ExportAsync)
            .ForRoles(CallerRole.User, CallerRole.Operator, CallerRole.PrivacyOfficer)
            .WithTags("Privacy")
            .WithSummary("Export everything held of a user")
            .WithDescription(
                "The rights of access and to portability: every table that holds something of the user, details and "
                + "references decrypted, as JSON lines: first the schema with purposes, legal bases and retention, "
                + "then a line a row, recipients, and the line 'end' with counts. An export without that line, or "
                + "with complete: false in it, is not whole: ask again. As a zip of CSV files with "
                + "Accept: application/zip. The use of the right is recorded, and ended when all was sent.")
            .Produces<string>(
                StatusCodes.Status200OK, JsonLinesForm.MediaType, CsvZipForm.MediaType)
            .DisableRequestTimeout();

    private static async Task<IResult> ExportAsync(
        OwnBook book, ExportChoice choice, RegionBooks books, AccessNotes notes, CancellationToken cancellation)
    {
        var found = await books.Ledger.Users.FindAsync(book.User, cancellation);
        if (found.Refusal is { Code: not RefusalCode.UserErased })
        {
            return ProblemAnswer.Of(found.Refusal);
        }

        var request = await books.Ledger.Requests.RecordOnceAsync(
            new NewPrivacyRequest(choice.Kind, book.User, notes.Asker), cancellation);
        if (!request.IsDone)
        {
            return ProblemAnswer.Of(request.Refusal);
        }

        IResult? unnoted = await notes.NoteAsync([book.User], choice.Right, cancellation);
        return unnoted ?? new ExportAnswer(books, book.User, request.Value, choice.IsZip);
    }
}
