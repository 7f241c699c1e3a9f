using Domicile.Ledger;
using Domicile.Server.Access;
using Domicile.Server.Privacy.Access;
using Domicile.Server.Problems;
using Domicile.Server.Requests;
using Domicile.Server.Transfers;

namespace Domicile.Server.Audit;

/// <summary>What auditors ask a region.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapDocuments();
        api.MapGet("/users/{id}/transfers/{transferId}/proof", FindAsync)
            .ForRoles(CallerRole.User, CallerRole.Operator, CallerRole.Auditor)
            .NotesAccess()
            .WithTags("Audit")
            .WithSummary("Prove a transfer's document")
            .WithDescription(
                "That the document of the user's side of the transfer went into a package that the region signed, for "
                + "each institution that has it: the signed head, the document's salt and hash, and the hashes beside "
                + "its way to the root. It shows no other document. ./domicile audit check-proof checks one with the "
                + "region's public audit key alone.")
            .Produces<ProofList>()
            .MayRefuse(
                RefusalCode.TransferUnknown, RefusalCode.DocumentNotPackaged, RefusalCode.DocumentEnded);
    }

    private static async Task<IResult> FindAsync(
        OwnBook book, TransferPath transfer, SeenPosition seen, CancellationToken cancellation)
    {
        var outcome = await seen.Books.Ledger.Proofs.FindAsync(book.User, transfer.Id, cancellation);
        return outcome.IsDone ? Results.Ok(ProofList.Of(outcome.Value)) : ProblemAnswer.Of(outcome.Refusal);
    }
}
