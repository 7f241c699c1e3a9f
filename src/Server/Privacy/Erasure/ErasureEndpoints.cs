using Domicile.Ledger;
using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Server.Access;
using Domicile.Server.Books;
using Domicile.Server.Privacy.Access;
using Domicile.Server.Privacy.Requests;
using Domicile.Server.Problems;
using Domicile.Server.Requests;

namespace Domicile.Server.Privacy.Erasure;

/// <summary>Erases users: asked for, consented to, looked at; and pays out what was kept for them.</summary>
internal static class ErasureEndpoints
{
    public static void MapErasure(this IEndpointRouteBuilder api)
    {
        api.MapPost("/users/{id}/erasure-codes", MakeCodeAsync)
            .ForRoles(CallerRole.Operator, CallerRole.PrivacyOfficer)
            .Tell("Make a one-time code", "With it the user proves who it is and asks for its erasure. It is shown "
                + "once; bring it to the user by a way that proves who gets it: this server sends no mail. It lives "
                + "for ten minutes and five tries, and takes the place of the one before.")
            .Produces<CodeAnswer>()
            .MayRefuse(RefusalCode.UserErased);
        api.MapDelete("/users/{id}/personal-data", OrderAsync)
            .ForRoles(CallerRole.User, CallerRole.Operator, CallerRole.PrivacyOfficer)
            .WithMetadata(OpenToErased.Always)
            .Tell("Erase a user", "By the user with a one-time code, or by an operator with a reason: then another "
                + "person has to consent. The book is closed at once, and the rest follows by itself; Location says "
                + "where to look. There is no way back. The same request again has the same answer, but for the claim "
                + "code, which is shown once.")
            .Produces<ErasureAnswer>(StatusCodes.Status202Accepted)
            .MayRefuse(RefusalCode.BalanceNegative, RefusalCode.ErasureCodeWrong);
        api.MapPost("/privacy/requests/{requestId}/consent", ConsentAsync)
            .ForRoles(CallerRole.Operator, CallerRole.PrivacyOfficer)
            .Tell("Consent to an erasure", "By another person than the one who asked for it. From then on it goes on "
                + "by itself, and there is no way back.")
            .Produces<ErasureAnswer>(StatusCodes.Status202Accepted)
            .MayRefuse(RefusalCode.RequestUnknown, RefusalCode.ConsentOwn, RefusalCode.BalanceNegative);
        api.MapGet("/users/{id}/erasure", FindAsync)
            .ForRoles(CallerRole.User, CallerRole.Operator, CallerRole.PrivacyOfficer, CallerRole.Auditor)
            .NotesAccess()
            .WithMetadata(OpenToErased.Always)
            .Tell("Show an erasure", "How far it is, step by step; what is destroyed and what is kept, by which law "
                + "and until when; and the signed certificate as soon as the data is gone.")
            .Produces<ErasureAnswer>()
            .MayRefuse(RefusalCode.ErasureUnknown);
        api.MapPost("/claims", ClaimAsync)
            .ForOperators()
            .Tell("Pay out what was kept", "Pays what is left in the book of an erased user to the world outside, for "
                + "whoever has the claim code. Again: what has come back since.")
            .Produces<ClaimAnswer>()
            .MayRefuse(RefusalCode.ClaimUnknown);
    }

    private static RouteHandlerBuilder Tell(this RouteHandlerBuilder endpoint, string summary, string text) =>
        endpoint.WithTags("Privacy").WithSummary(summary).WithDescription(text);

    private static async Task<IResult> MakeCodeAsync(OwnBook book, RegionBooks books, CancellationToken cancellation)
    {
        var made = await books.Ledger.ErasureWork.Desk.MakeCodeAsync(book.User, book.CallerName, cancellation);
        return made.IsDone
            ? Results.Ok(new CodeAnswer(made.Value.Code, made.Value.ExpiresAt))
            : ProblemAnswer.Of(made.Refusal);
    }

    private static async Task<IResult> OrderAsync(
        OwnBook book, Caller caller, JsonBody<NewErasure> body, RegionBooks books, CancellationToken cancellation)
    {
        var asked = body.Value;
        if (asked.Mistake(caller.User is not null) is { } mistake)
        {
            return mistake;
        }

        var request = new ErasureRequest(book.User, caller.Name, TokenClaims.WordOf(caller.Role), asked.Balance)
        {
            Code = asked.Code,
            Reason = asked.Reason ?? ErasureReasons.UserAsks,
        };
        return Answer(books, await books.Ledger.ErasureWork.Desk.OrderAsync(request, cancellation));
    }

    private static async Task<IResult> ConsentAsync(
        RequestPath request, Caller caller, RegionBooks books, CancellationToken cancellation) => Answer(
        books,
        await books.Ledger.ErasureWork.Desk.ConsentAsync(
            request.Id, caller.Name, TokenClaims.WordOf(caller.Role), cancellation));

    private static async Task<IResult> FindAsync(OwnBook book, RegionBooks books, CancellationToken cancellation)
    {
        var found = await books.Ledger.ErasureWork.Desk.FindAsync(book.User, cancellation);
        return found.IsDone
            ? Results.Ok(ErasureAnswer.Of(found.Value, books.Ledger.ErasureWork.Kept))
            : ProblemAnswer.Of(found.Refusal);
    }

    private static async Task<IResult> ClaimAsync(
        JsonBody<NewClaim> body, RegionBooks books, CancellationToken cancellation)
    {
        var claimed = await books.Ledger.ErasureWork.Desk.ClaimAsync(body.Value.Code, cancellation);
        return claimed.IsDone ? Results.Ok(ClaimAnswer.Of(claimed.Value)) : ProblemAnswer.Of(claimed.Refusal);
    }

    private static IResult Answer(RegionBooks books, Outcome<OrderedErasure> outcome) => outcome.IsDone
        ? new AcceptedErasure(outcome.Value, books.Ledger.ErasureWork.Kept)
        : ProblemAnswer.Of(outcome.Refusal);
}
