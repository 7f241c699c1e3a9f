using Domicile.Ledger.Transfers;
using Domicile.Testing;
using Npgsql;
using static Domicile.Ledger.Tests.Transfers.DeskRegion;

namespace Domicile.Ledger.Tests.Transfers;

/// <summary>Lost answers, broken groups, and maps that have grown old.</summary>
public sealed class TransferFaultTests : IAsyncLifetime
{
    private DeskRegion region = null!;

    public async ValueTask InitializeAsync() => region = await DeskRegion.CreateAsync();

    public ValueTask DisposeAsync() => region.DisposeAsync();

    [Fact]
    public async Task An_answer_that_is_lost_after_the_commit_leaves_one_effect()
    {
        var user = (await region.UsersOfOneShardAsync(1))[0];
        var shard = region.Books.Server.Shards[0].Primary;
        await using var wire = new LossyWire(shard.Port);
        var behindWire = region.Books.Server with
        {
            Shards =
            [
                region.Books.Server.Shards[0] with { Primary = shard with { Port = wire.Port } },
                region.Books.Server.Shards[1],
            ],
        };
        await using var ledger = RegionLedger.Open(new LedgerOptions(
            behindWire, region.Books.Keys, region.Books.WrappingKeys, region.Books.HashKey));
        Assert.True((await ledger.Transfers.PostAsync(Order(Party.External, user, "1.00"), Token)).IsDone);

        // The next answer of the server is thrown away with its connection: the COMMIT has happened, unheard.
        wire.LoseNextAnswer();
        var outcome = await ledger.Transfers.PostAsync(Order(Party.External, user, "5.00", "lost"), Token);
        var again = await ledger.Transfers.PostAsync(Order(Party.External, user, "5.00", "lost"), Token);

        Assert.Equal(1, wire.LostCount);
        Assert.True(outcome.IsDone);
        Assert.False(outcome.Repeated);
        Assert.True(again.Repeated);
        Assert.Equal(outcome.Value.Id, again.Value!.Id);
        Assert.Equal("6.00", await region.BalanceAsync(user));
    }

    [Fact]
    public async Task A_router_with_an_old_map_is_told_so_reads_the_new_one_and_posts()
    {
        var user = (await region.UsersOfOneShardAsync(1))[0];
        await region.FundAsync(user, "1.00");
        await using var other = DeskRegion.Open(region.Books);
        await other.Router.ReloadAsync(Token);

        // The range is split: its id is closed for ever, and two new ones take its place.
        await SplitFirstRangeAsync();
        var outcome = await other.Transfers.PostAsync(Order(Party.External, user, "2.00"), Token);

        Assert.True(outcome.IsDone);
        Assert.Equal("3.00", await region.BalanceAsync(user));
    }

    [Fact]
    public async Task One_transfer_that_breaks_its_group_harms_no_other()
    {
        var users = await region.UsersOfOneShardAsync(2);
        await region.PlantAsync(
            """
            create function ledger.break_on_666() returns trigger language plpgsql as
            $$ begin if new.amount = 666 then raise exception 'planted'; end if; return new; end $$;
            create trigger planted before insert on ledger.posting for each row execute function ledger.break_on_666()
            """);

        var results = await Task.WhenAll(Enumerable.Range(1, 40).Select(async i =>
        {
            try
            {
                return (await region.PostAsync(Order(Party.External, users[i % 2], i == 20 ? "6.66" : "0.01"))).IsDone;
            }
            catch (PostgresException e)
            {
                Assert.Equal((20, "P0001"), (i, e.SqlState));
                return false;
            }
        }));

        Assert.Equal(39, results.Count(done => done));
    }

    [Fact]
    public async Task A_shard_that_does_not_answer_is_said_to_be_unavailable()
    {
        var user = (await region.UsersOfOneShardAsync(1))[0];
        var dead = region.Books.Server.Shards[0].Primary with { Port = TestNode.FreePort() };
        var nodes = region.Books.Server with
        {
            Shards = [region.Books.Server.Shards[0] with { Primary = dead }, region.Books.Server.Shards[1]],
        };
        await using var ledger = RegionLedger.Open(new LedgerOptions(
            nodes, region.Books.Keys, region.Books.WrappingKeys, region.Books.HashKey)
        {
            Posting = new PostingLimits { RetryDelay = TimeSpan.FromMilliseconds(1) },
        });

        var outcome = await ledger.Transfers.PostAsync(Order(Party.External, user, "1.00"), Token);

        Assert.Equal(RefusalCode.Unavailable, outcome.Refusal?.Code);
        Assert.Equal("none", await region.BalanceAsync(user));
    }

    [Fact]
    public async Task A_queue_that_is_full_refuses_at_once_and_writes_nothing()
    {
        var user = (await region.UsersOfOneShardAsync(1))[0];
        await using var ledger = DeskRegion.Open(region.Books, new PostingLimits { WaitingMax = 0 });

        var outcome = await ledger.Transfers.PostAsync(Order(Party.External, user, "1.00"), Token);

        Assert.Equal(RefusalCode.Unavailable, outcome.Refusal?.Code);
        Assert.Equal("none", await region.BalanceAsync(user));
    }

    private async Task SplitFirstRangeAsync()
    {
        const string Split =
            """
            update sharding.key_range set state = 'closed' where first_number = 0;
            insert into sharding.key_range (id, first_number, end_number, {0}state) overriding system value
            values (9001, 0, 15000, {1}'open'), (9002, 15000, 30000, {1}'open')
            """;
        await region.PlantAsync(string.Format(null, Split, "", ""));
        await using var register = new NpgsqlConnection(
            region.Books.Owner.Register.ConnectionString("plant", pooled: false));
        await register.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            string.Format(null, Split, "shard, ", "'s1', ")
                + "; update sharding.region set map_version = map_version + 1",
            register);
        await command.ExecuteNonQueryAsync(Token);
    }
}
