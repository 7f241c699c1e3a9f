using Domicile.Ledger;
using Domicile.Local.Servers;
using Domicile.Server.Access;
using Domicile.Server.Privacy.Access;
using Domicile.Server.Problems;
using Domicile.Server.Requests;

namespace Domicile.Server.Transfers;

/// <summary>Moves money and shows what moved.</summary>
internal static class TransferEndpoints
{
    public static void MapTransfers(this IEndpointRouteBuilder api)
    {
        api.MapPost("/transfers", PostAsync)
            .ForRoles(CallerRole.User, CallerRole.Operator)
            .ForScope(ServiceScopes.TransfersWrite)
            .WithTags("Transfers")
            .WithSummary("Move money")
            .WithDescription(
                "From the world outside (external) to a user, from a user to the world outside, or between any two "
                + "users of the world. Answered after the commit, as the transfer stands in the book that keeps the "
                + "key: the payer's, or the payee's when the payer is external. When the payee is on another shard or "
                + "in another region the answer is 202: the money left the payer's wallet and is in-transit, and the "
                + "header Location says where to look. With Prefer: wait=5 the answer is 201 as soon as the transfer "
                + "came to its end: completed, or refunded, with the reason of the payee's side in 'refusal'.")
            .Produces<TransferAnswer>(StatusCodes.Status201Created)
            .Produces<TransferAnswer>(StatusCodes.Status202Accepted)
            .MayRefuse(
                RefusalCode.InsufficientFunds, RefusalCode.PayeeUnknown, RefusalCode.BalanceLimit,
                RefusalCode.UserRestricted,
                RefusalCode.UserUnknown, RefusalCode.AssetUnknown, RefusalCode.AmountInvalid,
                RefusalCode.AmountNotPositive, RefusalCode.AmountTooManyDecimals, RefusalCode.AmountTooLarge,
                RefusalCode.SamePayerAndPayee, RefusalCode.OtherRegion,
                RefusalCode.PositionLost);
        api.MapGet("/users/{id}/transfers", ListAsync)
            .ForScope(ServiceScopes.TransfersRead)
            .NotesAccess()
            .WithTags("Transfers")
            .WithSummary("List transfers")
            .WithDescription(
                "The user's history, newest first. Pages follow the numbers of the book's postings: they stay the same "
                + "while new transfers arrive.")
            .Produces<TransferList>()
            .MayRefuse(RefusalCode.PositionLost);
        api.MapGet("/users/{id}/transfers/{transferId}", FindAsync)
            .ForScope(ServiceScopes.TransfersRead)
            .NotesAccess()
            .WithTags("Transfers")
            .WithSummary("Show a transfer")
            .WithDescription("One transfer as it stands in this user's book now.")
            .Produces<TransferAnswer>()
            .MayRefuse(RefusalCode.TransferUnknown, RefusalCode.PositionLost);
    }

    private static async Task<IResult> PostAsync(
        JsonBody<NewTransfer> body,
        CallersKey key,
        OrderAccess access,
        SeenPosition seen,
        CancellationToken cancellation)
    {
        if (access.TryRead(body.Value, key.Text, out var order) is { } problem)
        {
            return problem;
        }

        var owner = order.From.User ?? order.To.User;
        var before = seen.Before(owner);
        if (await seen.MistakeAsync(before, owner, cancellation) is { } lost)
        {
            return lost;
        }

        var outcome = await seen.Books.Ledger.Transfers.PostAsync(order, cancellation);
        if (!outcome.IsDone)
        {
            return ProblemAnswer.Of(outcome.Refusal) with { IsReplayed = outcome.Repeated };
        }

        if (await seen.WroteAsync(before, owner, outcome.Value, cancellation) is { } unknown)
        {
            return unknown;
        }

        var ended = await seen.Books.Ledger.Ends.WaitAsync(
            outcome.Value, TimeSpan.FromSeconds(access.Prefer.Seconds), seen.Trail, cancellation);
        return new OrderedAnswer(ended, access.Prefer.Seconds, outcome.Repeated);
    }

    private static async Task<IResult> ListAsync(
        OwnBook book, HistoryRange range, SeenPosition seen, CancellationToken cancellation)
    {
        var outcome = await seen.Books.Ledger.History.ListAsync(book.User, range.Query, seen.Trail, cancellation);
        return outcome.IsDone
            ? Results.Ok(TransferList.Of(outcome.Value))
            : ProblemAnswer.Of(outcome.Refusal);
    }

    private static async Task<IResult> FindAsync(
        OwnBook book, TransferPath transfer, SeenPosition seen, CancellationToken cancellation)
    {
        var outcome = await seen.Books.Ledger.History.FindAsync(book.User, transfer.Id, seen.Trail, cancellation);
        return outcome.IsDone ? Results.Ok(TransferAnswer.Of(outcome.Value)) : ProblemAnswer.Of(outcome.Refusal);
    }
}
