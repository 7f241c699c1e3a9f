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
    }

    private static async Task<IResult> CreateAsync(
        JsonBody<NewUser> body, CallersKey key, RegionBooks books, CancellationToken cancellation)
    {
        if (books.PlacementMistake() is { } mistake)
        {
            return mistake;
        }

        var outcome = await books.Ledger.Users.CreateAsync(body.Value.Details(), key.Text, cancellation);
        return outcome.IsDone
            ? new CreatedAnswer($"/v1/users/{outcome.Value.Id}", UserAnswer.Of(outcome.Value), outcome.Repeated)
            : ProblemAnswer.Of(outcome.Refusal);
    }

    private static async Task<IResult> FindAsync(OwnBook book, RegionBooks books, CancellationToken cancellation)
    {
        var outcome = await books.Ledger.Users.FindAsync(book.User, cancellation);
        return outcome.IsDone ? Results.Ok(UserAnswer.Of(outcome.Value)) : ProblemAnswer.Of(outcome.Refusal);
    }
}
