using Domicile.Ledger.Central;
using Domicile.Ledger.History;
using Domicile.Ledger.Reconciliation;
using Domicile.Ledger.Retention;
using Domicile.Ledger.Tests.CrossShard;
using Domicile.Ledger.Tests.Verification;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Verification;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Retention;

/// <summary>Books whose postings have had their time, by a clock that was moved.</summary>
public sealed class FoldingPassTests(VerifiedNodes nodes)
{
    private const int Years = 10;

    // The first two postings of users eu-0 and eu-1 were so long ago.
    private const string LongAgo =
        "update ledger.posting set booked_at = booked_at - interval '5 years' "
        + "where posting_number <= 2 and user_number < 2; "
        + "update ledger.transfer t set booked_at = p.booked_at from ledger.posting p "
        + "where p.user_number = t.user_number and p.posting_number = t.posting_number and t.user_number < 2; "
        + "update ledger.idempotency k set decided_at = t.booked_at from ledger.transfer t "
        + "where t.user_number = k.user_number and t.transfer_id = k.transfer_id and t.user_number < 2; "
        + "update ledger.book set opened_at = opened_at - interval '6 years'";

    [Fact]
    public async Task Old_books_become_openings_and_nothing_else_about_them_changes()
    {
        var (copy, books) = await nodes.CopyBooksAsync();
        await using var ledger = HealthyBooks.Open(books);
        await ledger.Router.ReloadAsync(CancellationToken.None);
        var figures = await FiguresAsync(books);
        var statistics = await StatisticsAsync(ledger);
        var accounts = await AccountsAsync(books);

        foreach (var shard in ledger.Router.Shards)
        {
            Assert.True(await LegRegion.DrainAsync(Pass(shard, ahead: Years + 1)) > 0);
        }

        Assert.Empty((await WorldVerification.RunAsync(copy, CancellationToken.None))
            .Broken.SelectMany(result => result.Violations));
        Assert.Equal(figures, await FiguresAsync(books));
        Assert.Equal(statistics, await StatisticsAsync(ledger));
        Assert.Equal(accounts, await AccountsAsync(books));

        // Only what is under way is left, and what came after it in its book.
        Assert.Equal("1 1 1 0 0", await LeftAsync(books.OwnerOf("s2")));
        Assert.Equal("0 0 0 0 0", await LeftAsync(books.OwnerOf("s1")));
        var page = (await ledger.History.ListAsync(
            new UserId("eu", 0), new HistoryQuery(null, null, 10, null), CancellationToken.None)).Value!;
        Assert.Empty(page.Transfers);
        Assert.Equal(4, page.Opening!.ThroughPostingNumber);
        Assert.Equal(["-26.00"], page.Opening.Wallets.Select(wallet => wallet.ToString()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(500)]
    public async Task Every_step_of_folding_leaves_books_that_hold(int rowsMax)
    {
        var (copy, books) = await nodes.CopyBooksAsync();
        await TestSql.RunAsync(books.OwnerOf("s1"), LongAgo);
        await using var ledger = HealthyBooks.Open(books);
        await ledger.Router.ReloadAsync(CancellationToken.None);
        var figures = await FiguresAsync(books);
        var before = await StatisticsAsync(ledger);

        // First what was five years ago, then all.
        for (var ahead = Years - 4; ahead <= Years + 1; ahead += 5)
        {
            foreach (var shard in ledger.Router.Shards)
            {
                var pass = Pass(shard, ahead, rowsMax);
                while ((await pass.RunAsync(CancellationToken.None)).MoreWaiting)
                {
                }

                Assert.Empty((await WorldVerification.RunAsync(copy, CancellationToken.None))
                    .Broken.SelectMany(result => result.Violations));
                Assert.Equal(before, await StatisticsAsync(ledger));
            }

            Assert.Equal(
                ahead < Years ? "2 2 0" : "4 3 2",
                await TestSql.ScalarAsync<string>(
                    books.OwnerOf("s1"),
                    "select string_agg(through_posting_number::text, ' ' order by user_number) from ledger.opening "
                    + "where user_number <= 2"));
        }

        Assert.Equal(figures, await FiguresAsync(books));
    }

    [Fact]
    public async Task Books_that_were_folded_go_on()
    {
        var (copy, books) = await nodes.CopyBooksAsync();
        await using var ledger = HealthyBooks.Open(books);
        await ledger.Router.ReloadAsync(CancellationToken.None);
        Assert.True(ledger.Router.TryGetShard("s1", out var shard));
        await LegRegion.DrainAsync(Pass(shard, ahead: Years + 1));
        var last = await LastNumberAsync(books);

        var user = new UserId("eu", 0);
        var posted = await ledger.Transfers.PostAsync(
            new TransferOrder(Party.External, user, "1.00", "EUR", null, null, "anew"), CancellationToken.None);

        Assert.Equal(last + 1, posted.Value!.PostingNumber);
        var page = (await ledger.History.ListAsync(
            user, new HistoryQuery(null, null, 10, null), CancellationToken.None)).Value!;
        Assert.Equal([posted.Value.Id], page.Transfers.Select(transfer => transfer.Id));
        Assert.Equal(last, page.Opening!.ThroughPostingNumber);

        // The opening stands on the last page only.
        await ledger.Transfers.PostAsync(
            new TransferOrder(Party.External, user, "1.00", "EUR", null, null, "more"), CancellationToken.None);
        page = (await ledger.History.ListAsync(
            user, new HistoryQuery(null, null, 1, null), CancellationToken.None)).Value!;
        Assert.NotNull(page.NextCursor);
        Assert.Null(page.Opening);
        Assert.Empty((await WorldVerification.RunAsync(copy, CancellationToken.None))
            .Broken.SelectMany(result => result.Violations));
        await LegRegion.DrainAsync(Pass(shard, ahead: Years + 2));
        Assert.Empty((await WorldVerification.RunAsync(copy, CancellationToken.None))
            .Broken.SelectMany(result => result.Violations));
    }

    [Fact]
    public async Task What_one_side_has_folded_is_not_missed_by_the_other_nor_booked_again()
    {
        var (copy, books) = await nodes.CopyBooksAsync();
        await using var ledger = HealthyBooks.Open(books);
        await ledger.Router.ReloadAsync(CancellationToken.None);
        foreach (var name in (string[])["s1", "s2"])
        {
            var accounts = await AccountsAsync(books);
            Assert.True(ledger.Router.TryGetShard(name, out var shard));
            await LegRegion.DrainAsync(Pass(shard, ahead: Years + 1));

            var report = await new WorldReconciliation([ledger.Router]).RunAsync(CancellationToken.None);

            Assert.Empty(report.Differences);
            Assert.Equal(accounts, await AccountsAsync(books));
            Assert.Empty((await WorldVerification.RunAsync(copy, CancellationToken.None))
                .Broken.SelectMany(result => result.Violations));
        }
    }

    [Fact]
    public async Task Nothing_is_folded_before_its_time_and_a_walk_is_made_once_a_day()
    {
        var (_, books) = await nodes.CopyBooksAsync();
        await using var ledger = HealthyBooks.Open(books);
        await ledger.Router.ReloadAsync(CancellationToken.None);
        Assert.True(ledger.Router.TryGetShard("s1", out var shard));
        var postings = await LeftAsync(books.OwnerOf("s1"));

        var time = new MovedClock(Years);
        var pass = new FoldingPass(shard, Years, time);
        Assert.Equal(0, await LegRegion.DrainAsync(pass));
        Assert.Equal(postings, await LeftAsync(books.OwnerOf("s1")));

        time.YearsAhead = Years + 1;
        Assert.True(await LegRegion.DrainAsync(pass) > 0);
        await TestSql.RunAsync(books.OwnerOf("s1"), "update ledger.opening set is_complete = false");
        Assert.Equal(default, await pass.RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_transfer_whose_document_is_due_waits_for_it()
    {
        var (_, books) = await nodes.CopyBooksAsync();
        await TestSql.RunAsync(
            books.OwnerOf("s1"),
            "insert into ledger.document_due select user_number, transfer_id, posting_number from ledger.transfer "
            + "where (user_number, posting_number) = (0, 3)");
        await using var ledger = HealthyBooks.Open(books);
        await ledger.Router.ReloadAsync(CancellationToken.None);
        Assert.True(ledger.Router.TryGetShard("s1", out var shard));

        await LegRegion.DrainAsync(Pass(shard, ahead: Years + 1));
        Assert.Equal(2, await ThroughAsync(books));

        await TestSql.RunAsync(books.OwnerOf("s1"), "delete from ledger.document_due");
        await LegRegion.DrainAsync(Pass(shard, ahead: Years + 1));
        Assert.Equal(4, await ThroughAsync(books));
    }

    [Fact]
    public async Task A_server_cannot_make_openings_or_take_postings_away_by_itself()
    {
        var (_, books) = await nodes.CopyBooksAsync();
        var server = books.Server.Shards[0].Primary;
        foreach (var sql in (string[])
        [
            "insert into ledger.opening (user_number, cutoff) values (0, now())",
            "update ledger.opening_cutoff set cutoff = now()",
            "delete from ledger.posting",
            "select ledger.fold_book(0, 1, now(), 1)",
        ])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => TestSql.RunAsync(server, sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Theory]
    [InlineData("2036-01-01T00:00:00Z", "2026-01-01T00:00:00Z")]
    [InlineData("2035-12-31T23:59:59Z", "2025-01-01T00:00:00Z")]
    [InlineData("2036-01-01T00:30:00+01:00", "2025-01-01T00:00:00Z")]
    public void A_period_of_ten_years_ends_with_the_tenth_year_after_that_of_the_booking(string now, string cutoff) =>
        Assert.Equal(
            DateTimeOffset.Parse(cutoff, null),
            RetentionCutoff.AfterYearsEnd(DateTimeOffset.Parse(now, null), 10));

    private static FoldingPass Pass(Shard shard, int ahead, int rowsMax = 500) =>
        new(shard, Years, new MovedClock(ahead)) { RowsMax = rowsMax };

    /// <summary>Postings, transfers, references, keys and inbox rows that a shard has.</summary>
    private static Task<string> LeftAsync(Domicile.Sharding.Topology.NodeAddress shard) => TestSql.ScalarAsync<string>(
        shard,
        "select concat_ws(' ', (select count(*) from ledger.posting), (select count(*) from ledger.transfer), "
        + "(select count(*) from personal.reference), (select count(*) from ledger.idempotency), "
        + "(select count(*) from ledger.inbox))");

    private static Task<long> LastNumberAsync(TestBooks books) => TestSql.ScalarAsync<long>(
        books.OwnerOf("s1"), "select last_posting_number from ledger.book where user_number = 0");

    private static Task<long> ThroughAsync(TestBooks books) => TestSql.ScalarAsync<long>(
        books.OwnerOf("s1"), "select through_posting_number from ledger.opening where user_number = 0");

    private static async Task<string> AccountsAsync(TestBooks books) => string.Join('\n', await Task.WhenAll(
        books.Owner.Shards.Select(shard => TestSql.ScalarAsync<string>(
            shard.Primary, "select string_agg(a::text, ' ' order by user_number, asset) from ledger.account a"))));

    /// <summary>What a rebuild of the centre would take from the books.</summary>
    private static async Task<string> FiguresAsync(TestBooks books)
    {
        var sql = SqlFile.Read(typeof(BooksFigures), "ReadBooks.sql");
        return string.Join('\n', await Task.WhenAll(books.Owner.Shards.Select(shard => TestSql.ScalarAsync<string>(
            shard.Primary, $"select coalesce(string_agg(f::text, ' ' order by f::text), '') from ({sql}) f"))));
    }

    private static async Task<string> StatisticsAsync(RegionLedger ledger)
    {
        var lines = new List<string>();
        foreach (var number in (long[])[0, 1, 2, 30_000, 30_001, 30_002])
        {
            var outcome = await ledger.Statistics.ForUserAsync(new UserId("eu", number), CancellationToken.None);
            lines.AddRange(outcome.Value!.Assets.Select(asset => $"{number} {asset.Asset.Code} {asset.Total}"));
        }

        return string.Join('\n', lines);
    }

    private sealed class MovedClock(int yearsAhead) : TimeProvider
    {
        public int YearsAhead { get; set; } = yearsAhead;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddYears(YearsAhead);
    }
}
