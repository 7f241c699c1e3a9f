using Domicile.Ledger;
using Domicile.Ledger.Privacy.Requests;
using Domicile.Server.Access;
using Domicile.Server.Books;
using Domicile.Server.Privacy.Access;
using Domicile.Server.Problems;
using Domicile.Server.Requests;
using Domicile.Sharding.Users;

namespace Domicile.Server.Privacy.Requests;

/// <summary>The uses of rights and their time limits, for those who answer them.</summary>
internal static class RequestEndpoints
{
    public static void MapRequests(this IEndpointRouteBuilder api)
    {
        Describe(api.MapGet("/privacy/requests", ListAsync), "List requests for rights")
            .WithDescription(
                "Who used which right over whose personal data, the one with the least time left first: the law gives "
                + "one month, and two more with a notice. Reasons are shown one by one.")
            .Produces<RequestList>();
        Describe(api.MapPost("/privacy/requests", RecordAsync), "Record a request for a right")
            .WithDescription(
                "For a request that came by letter or by word of mouth; calls that use a right record theirs "
                + "themselves. Sent again while it is open, it is the same request.")
            .Produces<RequestAnswer>()
            .MayRefuse(RefusalCode.FieldInvalid, RefusalCode.UserUnknown, RefusalCode.OtherRegion);
        Describe(api.MapGet("/privacy/requests/{requestId}", FindAsync), "Show a request for a right")
            .WithDescription("With its reasons, decrypted.")
            .Produces<RequestAnswer>()
            .MayRefuse(RefusalCode.RequestUnknown);
        Describe(api.MapPost("/privacy/requests/{requestId}/extension", ExtendAsync), "Extend a time limit")
            .WithDescription(
                "Two months more, once, when the person was told within the first month that it takes longer, and why.")
            .Produces<RequestAnswer>()
            .MayRefuse(RefusalCode.RequestUnknown, RefusalCode.RequestClosed);
        Describe(api.MapPost("/privacy/requests/{requestId}/end", EndAsync), "End a request for a right")
            .WithDescription("Says that a request was answered outside this system, or refused.")
            .Produces<RequestAnswer>()
            .MayRefuse(RefusalCode.RequestUnknown, RefusalCode.RequestClosed);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string summary) => endpoint
        .ForRoles(CallerRole.PrivacyOfficer, CallerRole.Operator)
        .WithTags("Privacy")
        .WithSummary(summary);

    private static async Task<IResult> ListAsync(
        RequestStateQuery state, PageQuery page, RegionBooks books, AccessNotes notes, CancellationToken cancellation)
    {
        var outcome = await books.Ledger.Requests.ListAsync(
            new PrivacyRequestQuery(state.State, page.Limit, page.Cursor), cancellation);
        if (!outcome.IsDone)
        {
            return ProblemAnswer.Of(outcome.Refusal);
        }

        var now = books.Ledger.Time.GetUtcNow();
        var requests = outcome.Value.Requests;
        return await notes.NoteAsync(requests.Select(request => request.User).Distinct(), null, cancellation)
            ?? Results.Ok(new RequestList(
                [.. requests.Select(request => RequestAnswer.Of(request, now))], outcome.Value.NextCursor));
    }

    private static async Task<IResult> RecordAsync(
        JsonBody<NewRequest> body,
        RegionDirectory regions,
        RegionBooks books,
        AccessNotes notes,
        CancellationToken cancellation)
    {
        var asked = body.Value;
        if (!UserId.TryParse(asked.User, out var user))
        {
            return new ProblemAnswer(HttpProblems.FieldInvalid, "'user' is a user id such as eu-30001.", "user");
        }

        if (RequestWords.Kind(asked.Kind) is not { } kind)
        {
            return new ProblemAnswer(
                HttpProblems.FieldInvalid,
                "'kind' is access, portability, rectification, restriction or erasure.",
                "kind");
        }

        if ((regions.Residency(user, "user") ?? TimeMistake(asked.AskedAt, books)) is { } mistake)
        {
            return mistake;
        }

        var found = await books.Ledger.Users.FindAsync(user, cancellation);
        return found.Refusal is { Code: not RefusalCode.UserErased }
            ? ProblemAnswer.Of(found.Refusal)
            : await AnswerAsync(
                books,
                notes,
                await books.Ledger.Requests.RecordOnceAsync(
                    new NewPrivacyRequest(kind, user, notes.Asker) { Reason = asked.Reason, AskedAt = asked.AskedAt },
                    cancellation),
                cancellation);
    }

    private static async Task<IResult> FindAsync(
        RequestPath request, RegionBooks books, AccessNotes notes, CancellationToken cancellation) =>
        await AnswerAsync(
            books, notes, await books.Ledger.Requests.FindAsync(request.Id, cancellation), cancellation);

    private static async Task<IResult> ExtendAsync(
        RequestPath request,
        JsonBody<NewExtension> body,
        RegionBooks books,
        AccessNotes notes,
        CancellationToken cancellation) =>
        await AnswerAsync(
            books,
            notes,
            await books.Ledger.Requests.ExtendAsync(request.Id, body.Value.Reason, cancellation),
            cancellation);

    private static async Task<IResult> EndAsync(
        RequestPath request,
        JsonBody<NewEnd> body,
        RegionBooks books,
        AccessNotes notes,
        CancellationToken cancellation) =>
        RequestWords.State(body.Value.State) is { } state and not PrivacyRequestState.Open
            ? await AnswerAsync(
                books, notes, await books.Ledger.Requests.EndAsync(request.Id, state, cancellation), cancellation)
            : new ProblemAnswer(HttpProblems.FieldInvalid, "'state' is done or refused.", "state");

    private static async Task<IResult> AnswerAsync(
        RegionBooks books, AccessNotes notes, Outcome<PrivacyRequest> outcome, CancellationToken cancellation) =>
        !outcome.IsDone
            ? ProblemAnswer.Of(outcome.Refusal)
            : await notes.NoteAsync([outcome.Value.User], null, cancellation)
                ?? Results.Ok(RequestAnswer.Of(outcome.Value, books.Ledger.Time.GetUtcNow()));

    private static ProblemAnswer? TimeMistake(DateTimeOffset? askedAt, RegionBooks books) =>
        askedAt > books.Ledger.Time.GetUtcNow()
            ? new(HttpProblems.FieldInvalid, "'askedAt' lies in the future.", "askedAt")
            : null;
}
