using Domicile.Ledger;
using Domicile.Ledger.Privacy.Requests;
using Domicile.Local.Servers;
using Domicile.Server.Access;
using Domicile.Server.Books;
using Domicile.Server.Privacy.Access;
using Domicile.Server.Problems;
using Domicile.Server.Requests;

namespace Domicile.Server.Users;

/// <summary>Makes users and shows them.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        api.MapPost("/users", CreateAsync)
            .ForOperators()
            .ForScope(ServiceScopes.UsersWrite)
            .WithTags("Users")
            .WithSummary("Make a user")
            .WithDescription(
                "Gives a new user an id on the emptiest shard of the region and opens its book. Personal details are "
                + "all optional; they are kept encrypted with a key of the user's own, apart from the books.")
            .Produces<UserAnswer>(StatusCodes.Status201Created);
        api.MapGet("/users/{id}", FindAsync)
            .ForScope(ServiceScopes.UsersRead)
            .ForRoles(CallerRole.User, CallerRole.Operator, CallerRole.PrivacyOfficer)
            .NotesAccess()
            .WithTags("Users")
            .WithSummary("Show a user")
            .WithDescription("The user's personal details, decrypted.")
            .Produces<UserAnswer>();
        api.MapGet("/users", FindByEmailAsync)
            .ForRoles(CallerRole.PrivacyOfficer, CallerRole.Operator)
            .WithTags("Users")
            .WithSummary("Find users by e-mail address")
            .WithDescription(
                "Everybody of this region who has the address now; several users may share one. Looked up by a keyed "
                + "hash, and compared with the details before it is told. That somebody was found is noted.")
            .Produces<FoundUsers>()
            .MayRefuse(RefusalCode.FieldInvalid);
        api.MapPatch("/users/{id}", ChangeAsync)
            .ForRoles(CallerRole.User, CallerRole.Operator, CallerRole.PrivacyOfficer)
            .NotesAccess()
            .WithTags("Users")
            .WithSummary("Correct a user's details")
            .WithDescription(
                "The right to rectification: each field is replaced, null takes it away, what is left out stays. The "
                + "use of the right is recorded.")
            .Produces<UserAnswer>();
    }

    private static async Task<IResult> CreateAsync(
        JsonBody<NewUser> body, CallersKey key, RegionBooks books, AccessNotes notes, CancellationToken cancellation)
    {
        if (books.PlacementMistake() is { } mistake)
        {
            return mistake;
        }

        var outcome = await books.Ledger.Users.CreateAsync(body.Value.Details(), key.Text, cancellation);
        if (outcome is { IsDone: true, Repeated: true }
            && await notes.NoteAsync([outcome.Value.Id], null, cancellation) is { } unnoted)
        {
            // The details that stand there by now may be others than this request's.
            return unnoted;
        }

        return outcome.IsDone
            ? new CreatedAnswer($"/v1/users/{outcome.Value.Id}", UserAnswer.Of(outcome.Value), outcome.Repeated)
            : ProblemAnswer.Of(outcome.Refusal);
    }

    private static async Task<IResult> FindByEmailAsync(
        EmailQuery email, RegionBooks books, AccessNotes notes, CancellationToken cancellation)
    {
        var outcome = await books.Ledger.Emails.FindAsync(email.Address, cancellation);
        return !outcome.IsDone
            ? ProblemAnswer.Of(outcome.Refusal)
            : await notes.NoteAsync(outcome.Value.Select(user => user.Id), null, cancellation)
                ?? Results.Ok(new FoundUsers([.. outcome.Value.Select(FoundUser.Of)]));
    }

    private static async Task<IResult> ChangeAsync(
        OwnBook book,
        JsonBody<NewDetails> body,
        RegionBooks books,
        AccessNotes notes,
        CancellationToken cancellation)
    {
        var found = await books.Ledger.Users.FindAsync(book.User, cancellation);
        var outcome = found.IsDone
            ? await books.Ledger.Rectification.ChangeAsync(book.User, body.Value.Change, cancellation)
            : found;
        if (!outcome.IsDone)
        {
            return ProblemAnswer.Of(outcome.Refusal);
        }

        var recorded = await books.Ledger.Requests.RecordAsync(
            new NewPrivacyRequest(PrivacyRequestKind.Rectification, book.User, notes.Asker) { IsDone = true },
            cancellation);
        return recorded.IsDone ? Results.Ok(UserAnswer.Of(outcome.Value)) : ProblemAnswer.Of(recorded.Refusal);
    }

    private static async Task<IResult> FindAsync(OwnBook book, RegionBooks books, CancellationToken cancellation)
    {
        var outcome = await books.Ledger.Users.FindAsync(book.User, cancellation);
        return outcome.IsDone ? Results.Ok(UserAnswer.Of(outcome.Value)) : ProblemAnswer.Of(outcome.Refusal);
    }
}
