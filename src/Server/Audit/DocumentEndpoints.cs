using Domicile.Ledger;
using Domicile.Server.Access;
using Domicile.Server.Books;
using Domicile.Server.Privacy.Access;
using Domicile.Server.Problems;
using Domicile.Server.Transfers;

namespace Domicile.Server.Audit;

/// <summary>Shows documents of transfers.</summary>
internal static class DocumentEndpoints
{
    private const string Pdf = "application/pdf";

    public static void MapDocuments(this IEndpointRouteBuilder api) =>
        api.MapGet("/users/{id}/transfers/{transferId}/document", ShowAsync)
            .ForRoles(CallerRole.User, CallerRole.Operator, CallerRole.Auditor, CallerRole.PrivacyOfficer)
            .NotesAccess()
            .WithTags("Audit")
            .WithSummary("Show a transfer's document")
            .WithDescription(
                "The PDF that was drawn for auditors when the transfer came to its end: this user's side of it, with "
                + "the details that the region's institutions ask for and the other side's bare id. The same bytes "
                + "each time, until the time is over for which the law keeps it. Drawn within seconds after the end; "
                + "until then document-not-drawn, with Retry-After.")
            .Produces<byte[]>(StatusCodes.Status200OK, Pdf)
            .MayRefuse(
                RefusalCode.TransferUnknown, RefusalCode.DocumentNotDrawn, RefusalCode.DocumentEnded);

    private static async Task<IResult> ShowAsync(
        OwnBook book, TransferPath transfer, RegionBooks books, CancellationToken cancellation)
    {
        var found = await books.Ledger.Documents.FindAsync(book.User, transfer.Id, cancellation);
        return found.IsDone
            ? Results.File(found.Value.Pdf, Pdf, $"{found.Value.Id}.pdf")
            : ProblemAnswer.Of(found.Refusal);
    }
}
