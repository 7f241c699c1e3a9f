using Domicile.Ledger;
using Domicile.Ledger.Accounts;
using Domicile.Local.Servers;
using Domicile.Server.Access;
using Domicile.Server.Books;
using Domicile.Server.Privacy.Access;
using Domicile.Server.Problems;
using Domicile.Server.Requests;

namespace Domicile.Server.Accounts;

/// <summary>The accounts and balances of one user's book.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        api.MapPost("/users/{id}/accounts", OpenAsync)
            .ForScope(ServiceScopes.AccountsWrite)
            .WithTags("Accounts")
            .WithSummary("Open a wallet")
            .WithDescription(
                "Opens the user's wallet in an asset: 201 when it is new, 200 when it was open already. A wallet also "
                + "opens by itself with the first money that arrives.")
            .Produces<AccountAnswer>(StatusCodes.Status201Created)
            .Produces<AccountAnswer>()
            .MayRefuse(RefusalCode.AssetUnknown);
        api.MapGet("/users/{id}/accounts", ListAsync)
            .ForScope(ServiceScopes.AccountsRead)
            .NotesAccess()
            .WithTags("Accounts")
            .WithSummary("List accounts")
            .WithDescription(
                "All accounts of the user's book: wallets, and the counter accounts that balance them. Their balances "
                + "add up to zero for each asset.")
            .Produces<AccountList>()
            .MayRefuse(RefusalCode.PositionLost);
        api.MapPatch("/users/{id}/accounts/{account}", SetMinimumAsync)
            .ForOperators()
            .WithTags("Accounts")
            .WithSummary("Set how low a wallet may go")
            .WithDescription("Holds from the book's next posting on; what was booked before stays. May be repeated.")
            .Produces<AccountAnswer>()
            .MayRefuse(
                RefusalCode.AccountUnknown,
                RefusalCode.AssetUnknown,
                RefusalCode.AmountInvalid,
                RefusalCode.AmountTooManyDecimals,
                RefusalCode.AmountTooLarge);
        api.MapGet("/users/{id}/balances", BalancesAsync)
            .ForScope(ServiceScopes.AccountsRead)
            .NotesAccess()
            .WithTags("Accounts")
            .WithSummary("List balances")
            .WithDescription("What the user can spend: the balance and the minimum of each wallet.")
            .Produces<BalanceList>()
            .MayRefuse(RefusalCode.PositionLost);
    }

    private static async Task<IResult> OpenAsync(
        OwnBook book, JsonBody<NewAccount> body, RegionBooks books, CancellationToken cancellation)
    {
        var outcome = await books.Ledger.Accounts.OpenAsync(book.User, body.Value.Asset, cancellation);
        if (!outcome.IsDone)
        {
            return ProblemAnswer.Of(outcome.Refusal);
        }

        var answer = AccountAnswer.Of(outcome.Value);
        return outcome.Repeated
            ? Results.Ok(answer)
            : Results.Created($"/v1/users/{book.User}/accounts", answer);
    }

    private static async Task<IResult> ListAsync(OwnBook book, SeenPosition seen, CancellationToken cancellation)
    {
        var outcome = await seen.Books.Ledger.Accounts.ListAsync(book.User, seen.Trail, cancellation);
        return outcome.IsDone
            ? Results.Ok(new AccountList([.. outcome.Value.Select(AccountAnswer.Of)]))
            : ProblemAnswer.Of(outcome.Refusal);
    }

    private static async Task<IResult> BalancesAsync(OwnBook book, SeenPosition seen, CancellationToken cancellation)
    {
        var outcome = await seen.Books.Ledger.Accounts.ListAsync(book.User, seen.Trail, cancellation);
        return outcome.IsDone
            ? Results.Ok(new BalanceList(
                [.. outcome.Value.Where(account => account.Kind == AccountKind.Wallet).Select(BalanceAnswer.Of)]))
            : ProblemAnswer.Of(outcome.Refusal);
    }

    private static async Task<IResult> SetMinimumAsync(
        OwnBook book,
        AccountPath wallet,
        JsonBody<NewMinimum> body,
        RegionBooks books,
        CancellationToken cancellation)
    {
        var outcome = await books.Ledger.Accounts.SetMinimumAsync(
            book.User, wallet.Name, body.Value.Minimum, book.CallerName, cancellation);
        return outcome.IsDone ? Results.Ok(AccountAnswer.Of(outcome.Value)) : ProblemAnswer.Of(outcome.Refusal);
    }
}
