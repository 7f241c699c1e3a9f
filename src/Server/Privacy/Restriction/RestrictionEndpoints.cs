using Domicile.Ledger;
using Domicile.Ledger.Users;
using Domicile.Server.Access;
using Domicile.Server.Books;
using Domicile.Server.Privacy.Access;
using Domicile.Server.Problems;
using Domicile.Server.Requests;
using Domicile.Server.Users;

namespace Domicile.Server.Privacy.Restriction;

/// <summary>Restricts books and lifts that again.</summary>
internal static class RestrictionEndpoints
{
    private const string Path = "/users/{id}/restriction";

    public static void MapRestriction(this IEndpointRouteBuilder api)
    {
        api.MapPost(Path, RestrictAsync)
            .ForRoles(CallerRole.User, CallerRole.Operator, CallerRole.PrivacyOfficer)
            .NotesAccess()
            .WithTags("Privacy")
            .WithSummary("Restrict a user's book")
            .WithDescription(
                "The right to restriction of processing: everything is kept and shown, and new transfers to and from "
                + "the book are refused until it is lifted. What is under way is settled or comes back. The use of "
                + "the right is recorded; for a book that is restricted already nothing is done.")
            .Produces<UserAnswer>()
            .MayRefuse(RefusalCode.FieldInvalid);
        api.MapDelete(Path, LiftAsync)
            .ForRoles(CallerRole.Operator, CallerRole.PrivacyOfficer)
            .NotesAccess()
            .WithTags("Privacy")
            .WithSummary("Lift the restriction of a user's book")
            .WithDescription(
                "Transfers go through again. The law has the person told before (GDPR, Article 18(3)); nothing is done "
                + "when nothing was restricted.")
            .Produces<UserAnswer>();
    }

    private static async Task<IResult> RestrictAsync(
        OwnBook book,
        JsonBody<NewRestriction> body,
        RegionBooks books,
        AccessNotes notes,
        CancellationToken cancellation) =>
        Answer(await books.Ledger.Restrictions.RestrictAsync(
            book.User, notes.Asker, body.Value.Reason, cancellation));

    private static async Task<IResult> LiftAsync(OwnBook book, RegionBooks books, CancellationToken cancellation) =>
        Answer(await books.Ledger.Restrictions.LiftAsync(book.User, book.CallerName, cancellation));

    private static IResult Answer(Outcome<User> outcome) =>
        outcome.IsDone ? Results.Ok(UserAnswer.Of(outcome.Value)) : ProblemAnswer.Of(outcome.Refusal);
}
