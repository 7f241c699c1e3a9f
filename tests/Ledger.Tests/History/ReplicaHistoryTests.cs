using Domicile.Ledger.History;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Users;
using Domicile.Testing;
using static Domicile.Ledger.Tests.Transfers.DeskRegion;

namespace Domicile.Ledger.Tests.History;

/// <summary>What a caller sees who reads from a replica and says what it has seen.</summary>
public sealed class ReplicaHistoryTests : IAsyncLifetime
{
    private ReplicatedBooks region = null!;
    private UserId anna;

    public async ValueTask InitializeAsync()
    {
        region = await ReplicatedBooks.CreateAsync();
        await region.Ledger.Assets.AddAsync("EUR", 2, Token);
        var made = await region.Ledger.Users.CreateAsync(PersonalDetails.None, "anna", Token);
        anna = made.Value!.Id;
        await FundAsync();
        await region.CatchUpAsync();
        await region.WatchAsync();
    }

    public ValueTask DisposeAsync() => region.DisposeAsync();

    [Fact]
    public async Task History_and_statistics_come_from_the_replica_and_balances_from_the_primary()
    {
        var trail = region.Trail();
        Assert.Single((await ListAsync(trail)).Value!.Transfers);
        Assert.Equal(ServingNode.Replica, trail.Node);

        trail = region.Trail();
        Assert.True((await region.Ledger.Statistics.ForUserAsync(anna, trail, Token)).IsDone);
        Assert.Equal(ServingNode.Replica, trail.Node);

        trail = region.Trail();
        Assert.True((await region.Ledger.Accounts.ListAsync(anna, trail, Token)).IsDone);
        Assert.Equal((ServingNode.Primary, TimeSpan.Zero), (trail.Node, trail.Age));
        Assert.Equal(new SeenVersion("s1", 1, anna.Number, 1), trail.Position.Of(anna.Number));
    }

    [Fact]
    public async Task Who_has_seen_a_posting_sees_it_again_though_the_replica_stands_still()
    {
        await TestSql.RunAsync(region.Replica.Admin, "select pg_wal_replay_pause()");
        await FundAsync();
        var balances = region.Trail();
        await region.Ledger.Accounts.ListAsync(anna, balances, Token);

        var forgetful = region.Trail();
        Assert.Single((await ListAsync(forgetful)).Value!.Transfers);
        var trail = region.Trail(balances.Position);
        Assert.Equal(2, (await ListAsync(trail)).Value!.Transfers.Count);
        Assert.Equal((ServingNode.Replica, ServingNode.Primary), (forgetful.Node, trail.Node));
    }

    [Fact]
    public async Task A_book_or_a_transfer_that_the_replica_does_not_have_yet_is_found_on_the_primary()
    {
        await TestSql.RunAsync(region.Replica.Admin, "select pg_wal_replay_pause()");
        var bob = (await region.Ledger.Users.CreateAsync(PersonalDetails.None, "bob", Token)).Value!.Id;
        Assert.Empty((await region.Ledger.History.ListAsync(bob, Query, region.Trail(), Token)).Value!.Transfers);
        var posted = await FundAsync();
        var found = await region.Ledger.History.FindAsync(anna, posted.Id, region.Trail(), Token);
        Assert.Equal(posted.Id, found.Value!.Id);
    }

    [Fact]
    public async Task A_replica_serves_nobody_whose_range_it_does_not_hold_by_its_own_copy()
    {
        await TestSql.RunAsync(region.Books.OwnerOf("s1"), "update sharding.key_range set state = 'closed'");
        await region.CatchUpAsync();
        await TestSql.RunAsync(region.Replica.Admin, "select pg_wal_replay_pause()");
        await TestSql.RunAsync(region.Books.OwnerOf("s1"), "update sharding.key_range set state = 'open'");
        var trail = region.Trail();
        Assert.Single((await ListAsync(trail)).Value!.Transfers);
        Assert.Equal(ServingNode.Primary, trail.Node);
    }

    [Fact]
    public async Task After_a_promotion_an_old_position_is_met_or_said_to_be_lost()
    {
        var kept = region.Trail();
        await ListAsync(kept);
        await FundAsync();
        var lost = region.Trail();
        await region.Ledger.Accounts.ListAsync(anna, lost, Token);

        // As if a replica had taken over that had one posting only; then another one gets the lost one's number.
        await TestSql.RunAsync(
            region.Books.OwnerOf("s1"),
            "update ledger.book set last_posting_number = 1; "
            + "delete from ledger.posting where posting_number = 2; "
            + "delete from ledger.transfer where posting_number = 2; "
            + "update ledger.account set wallet = 100, external = -100; select sharding.begin_epoch(2, '{1}', '{0}', "
            + "'{30000}')");
        await TestSql.RunAsync(
            region.Books.Owner.Register,
            "update sharding.shard set epoch = 2; update sharding.region set map_version = map_version + 1");
        await region.Ledger.Router.RefreshAsync(Token);
        await FundAsync();

        Assert.Equal(RefusalCode.PositionLost, (await ListAsync(region.Trail(lost.Position))).Refusal!.Code);
        var met = region.Trail(kept.Position);
        Assert.Equal(2, (await ListAsync(met)).Value!.Transfers.Count);
        Assert.Equal(new SeenVersion("s1", 2, anna.Number, 2), met.Position.Of(anna.Number));
    }

    private static HistoryQuery Query => new(null, null, 50, null);

    private Task<Outcome<TransferPage>> ListAsync(ReadTrail trail) =>
        region.Ledger.History.ListAsync(anna, Query, trail, Token);

    private async Task<Transfer> FundAsync()
    {
        var posted = await region.Ledger.Transfers.PostAsync(Order(Party.External, anna, "1.00"), Token);
        Assert.Null(posted.Refusal);
        return posted.Value!;
    }
}
