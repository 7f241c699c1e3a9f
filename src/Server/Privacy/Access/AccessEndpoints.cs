using Domicile.Ledger;
using Domicile.Server.Access;
using Domicile.Server.Books;
using Domicile.Server.Problems;
using Domicile.Server.Requests;

namespace Domicile.Server.Privacy.Access;

/// <summary>Shows who read a user's personal data.</summary>
internal static class AccessEndpoints
{
    public static void MapAccessLog(this IEndpointRouteBuilder api) =>
        api.MapGet("/users/{id}/access-log", ListAsync)
            .ForRoles(CallerRole.User, CallerRole.PrivacyOfficer)
            .NotesAccess()
            .WithTags("Privacy")
            .WithSummary("List who read a user's personal data")
            .WithDescription(
                "Every answer that showed the user's details, accounts or transfers to somebody, the user too: who, by "
                + "which call, by which right, and when. An entry is written before its answer leaves.")
            .Produces<AccessLogAnswer>();

    private static async Task<IResult> ListAsync(
        OwnBook book, PageQuery page, RegionBooks books, CancellationToken cancellation)
    {
        var found = await books.Ledger.Users.FindAsync(book.User, cancellation);
        if (found.Refusal is { Code: not RefusalCode.UserErased })
        {
            return ProblemAnswer.Of(found.Refusal);
        }

        var outcome = await books.Ledger.Accesses.ListAsync(book.User, page.Limit, page.Cursor, cancellation);
        return outcome.IsDone
            ? Results.Ok(new AccessLogAnswer(
                [.. outcome.Value.Entries.Select(entry => AccessEntryAnswer.Of(entry, book.CallerName))],
                outcome.Value.NextCursor))
            : ProblemAnswer.Of(outcome.Refusal);
    }
}
