using Domicile.Ledger.CrossShard;
using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Ledger.Queue;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Verification;

/// <summary>
/// A little of everything that books can hold, made through the ledger itself. Users eu-0 to eu-2 are on the first
/// shard, eu-30000 to eu-30002 on the second.
/// </summary>
internal static class HealthyBooks
{
    public static async Task WriteAsync(TestBooks books)
    {
        await using var ledger = Open(books);
        var users = new List<UserId>();
        for (var i = 0; i < 6; i++)
        {
            users.Add(Done(await ledger.Users.CreateAsync(new PersonalDetails("A", null, null), $"{i}", default)).Id);
        }

        users.Sort((left, right) => left.Number.CompareTo(right.Number));
        Assert.Equal([0L, 1, 2, 30000, 30001, 30002], users.Select(user => user.Number));

        await MoveAsync(Party.External, users[0], "100.00");
        await MoveAsync(users[0], users[1], "30.00");
        await MoveAsync(users[1], Party.External, "5.00");
        await MoveAsync(Party.External, users[1], "700", "JPY");
        Done(await ledger.Accounts.SetMinimumAsync(users[0], "wallet-EUR", "-50.00", "test", default));
        await MoveAsync(users[0], users[2], "100.00");
        Assert.Equal(RefusalCode.InsufficientFunds, (await ledger.Transfers.PostAsync(
            new TransferOrder(users[1], users[0], "9999.00", "EUR", null, null, "refused"), default)).Refusal?.Code);

        // A wallet below its minimum may get money.
        Done(await ledger.Accounts.SetMinimumAsync(users[2], "wallet-EUR", "500.00", "test", default));
        await MoveAsync(Party.External, users[2], "1.00");
        await MoveAsync(Party.External, users[3], "10.00");
        await MoveAsync(users[3], users[4], "4.00");

        // To another shard: one that arrived, one that came back, and one that is still under way.
        await MoveAsync(Party.External, users[5], "10.00");
        await MoveAsync(users[5], users[0], "4.00");
        await MoveAsync(users[5], new UserId("eu", 29_999), "1.00");
        await ResendAsync(ledger);
        await MoveAsync(users[5], users[0], "2.00");

        await EraseAsync(books, ledger);

        // An institution to which all that the first shard has would have been sent.
        await TestSql.RunAsync(
            books.Owner.Register, "insert into ledger.audit_cursor values ('tax', 's1', 1000, '1', 1)");

        async Task MoveAsync(Party from, Party to, string amount, string asset = "EUR") =>
            Done(await ledger.Transfers.PostAsync(
                new TransferOrder(from, to, amount, asset, "text", null, Guid.NewGuid().ToString()), default));
    }

    /// <summary>Somebody of the first shard who had a reference and was erased long ago.</summary>
    private static async Task EraseAsync(TestBooks books, RegionLedger ledger)
    {
        UserId user;
        do
        {
            user = Done(await ledger.Users.CreateAsync(PersonalDetails.None, Guid.NewGuid().ToString(), default)).Id;
        }
        while (user.Number >= 30_000);
        Done(await ledger.Transfers.PostAsync(
            new TransferOrder(Party.External, user, "3.00", "EUR", "text", null, "of one who left"), default));
        var code = Done(await ledger.ErasureWork.Desk.MakeCodeAsync(user, "test", default)).Code;
        Done(await ledger.ErasureWork.Desk.OrderAsync(
            new ErasureRequest(user, user.ToString(), "user", BalanceChoice.PayOut) { Code = code }, default));
        await ledger.ErasureWork.CreatePass().RunAsync(default);
        await TestSql.RunAsync(books.Owner.Register, "update ledger.erasure set registered_at = '2020-01-01'");
    }

    private static async Task ResendAsync(RegionLedger ledger)
    {
        var work = ledger.CreateLegWork(
            new Dictionary<string, IMessageQueue>(StringComparer.Ordinal),
            new LegLimits { ResendAfter = TimeSpan.Zero });
        Assert.True(ledger.Router.TryGetShard("s2", out var shard));
        Assert.Equal(2, (await work.Resend(shard).RunAsync(CancellationToken.None)).DoneCount);
    }

    public static RegionLedger Open(TestBooks books) => RegionLedger.Open(
        new LedgerOptions(books.Server, books.Keys, books.WrappingKeys, books.HashKey) { Application = "verify-test" });

    private static T Done<T>(Outcome<T> outcome)
        where T : class
    {
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }
}
