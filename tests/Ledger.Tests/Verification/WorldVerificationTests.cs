using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users;
using Domicile.Ledger.Verification;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Verification;

public sealed class WorldVerificationTests(VerifiedNodes nodes)
{
    private const string Empty =
        "truncate ledger.book, ledger.inbox, ledger.account, ledger.wallet_minimum, ledger.posting, ledger.transfer, "
        + "ledger.idempotency, sharding.placed_user, sharding.number_block";

    // What came from the other shard, as if it had never come.
    private const string EmptyInbox =
        "update ledger.book set last_posting_number = 3 where user_number = 0; "
        + "update ledger.account set wallet = wallet - 400, received = received + 400 "
        + "where user_number = 0 and asset = 'EUR'; "
        + "delete from ledger.posting where transfer_id in (select transfer_id from ledger.inbox); "
        + "delete from ledger.transfer where transfer_id in (select transfer_id from ledger.inbox); "
        + "delete from ledger.inbox";

    [Fact]
    public async Task No_rows_anywhere_prove_nothing()
    {
        var copy = await nodes.CopyAsync();
        await TestSql.RunAsync(copy[0].Owner, "truncate sharding.user_creation, sharding.number_lease");
        await TestSql.RunAsync(copy[1].Owner, Empty);
        await TestSql.RunAsync(copy[2].Owner, Empty);
        await TestSql.RunAsync(copy[3].Owner, "truncate keys.user_key");

        var report = await WorldVerification.RunAsync(copy, CancellationToken.None);

        Assert.Empty(report.Broken);
        Assert.False(report.IsProven);
        Assert.Equal(
            [
                "nodes-answer", "primary-identity", "replica-identity", "own-folder", "replica-streaming",
                "ranges-apart", "shard-identity", "ranges-agree", "erasures-applied", "erased-have-no-key",
            ],
            report.Invariants.Except(report.Unproven).Select(invariant => invariant.Name));
    }

    [Fact]
    public async Task An_empty_shard_among_filled_ones_is_no_matter()
    {
        var copy = await nodes.CopyAsync();
        await TestSql.RunAsync(copy[0].Owner, "delete from sharding.user_creation where shard = 's2'");
        await TestSql.RunAsync(copy[1].Owner, EmptyInbox);
        await TestSql.RunAsync(copy[2].Owner, Empty);

        var report = await WorldVerification.RunAsync(copy, CancellationToken.None);

        Assert.True(report.IsProven);
        Assert.Contains(
            report.Results, result => result is { Node: "eu/s2", Invariant.Name: "book-balances", RowCount: 0 });
    }

    [Fact]
    public async Task Many_violations_are_counted_and_the_first_ones_told()
    {
        var copy = await nodes.CopyAsync();
        await TestSql.RunAsync(
            copy[1].Owner,
            "insert into ledger.account (user_number, asset, wallet, external, opened_at) "
            + "select 2, 'T' || n, n, -n, now() from generate_series(101, 350) n");

        var report = await WorldVerification.RunAsync(copy, CancellationToken.None);

        var broken = Assert.Single(report.Broken);
        Assert.Equal((500, 10), (broken.ViolationCount, broken.Violations.Count));
        Assert.Equal("user 2, external-T101", broken.Violations[0].Row);
    }

    [Fact]
    public async Task What_cannot_be_checked_is_told_and_the_rest_is_checked()
    {
        var copy = await nodes.CopyAsync();
        await TestSql.RunAsync(copy[1].Owner, "alter table ledger.wallet_minimum rename to gone");

        var report = await WorldVerification.RunAsync(copy, CancellationToken.None);

        Assert.Equal(
            ["wallet-minimums eu/s1", "current-minimums eu/s1"],
            report.Broken.Select(result => $"{result.Invariant.Name} {result.Node}"));
        Assert.All(report.Broken, result => Assert.StartsWith(
            "could not be checked", result.Violations[0].Mistake, StringComparison.Ordinal));
        Assert.Contains(
            report.Results, result => result is { Node: "eu/s1", Invariant.Name: "sides-agree", RowCount: > 0 });
    }

    [Fact]
    public async Task A_snapshot_cannot_change_anything_and_stays_what_it_was()
    {
        var copy = await nodes.CopyAsync();
        await using var snapshot = await NodeSnapshot.OpenAsync(copy[1], CancellationToken.None);
        await TestSql.RunAsync(copy[1].Owner, "delete from ledger.wallet_minimum");

        var invariant = new Invariant("x", "");
        var refused = await snapshot.CheckAsync(
            invariant, "delete from ledger.wallet_minimum", [], CancellationToken.None);
        var seen = await snapshot.CheckAsync(
            invariant,
            "select count(*), 0::bigint, null::text[] from ledger.wallet_minimum limit $1",
            [],
            CancellationToken.None);

        Assert.Contains("read-only", refused.Violations[0].Mistake, StringComparison.Ordinal);
        Assert.Equal(2, seen.RowCount);
    }

    [Fact]
    public async Task A_region_at_work_raises_no_false_alarm()
    {
        var (copy, books) = await nodes.CopyBooksAsync();
        await using var ledger = HealthyBooks.Open(books);
        using var enough = new CancellationTokenSource();
        var work = Task.WhenAll(Enumerable.Range(0, 4).Select(worker => WorkAsync(ledger, worker, enough.Token)));

        for (var i = 0; i < 8; i++)
        {
            var report = await WorldVerification.RunAsync(copy, CancellationToken.None);
            Assert.Empty(report.Broken.SelectMany(result => result.Violations));
        }

        await enough.CancelAsync();
        Assert.True(await work.ContinueWith(done => done.Result.Sum(), TaskScheduler.Default) > 0);
    }

    private static async Task<int> WorkAsync(RegionLedger ledger, int worker, CancellationToken enough)
    {
        var count = 0;
        while (!enough.IsCancellationRequested)
        {
            var user = (await ledger.Users.CreateAsync(
                PersonalDetails.None, $"{worker}/{count++}", CancellationToken.None)).Value!.Id;
            foreach (var (from, to) in new (Party, Party)[] { (Party.External, user), (user, Party.External) })
            {
                await ledger.Transfers.PostAsync(
                    new TransferOrder(from, to, "1.00", "EUR", null, null, $"{count}"), CancellationToken.None);
            }
        }

        return count;
    }
}
