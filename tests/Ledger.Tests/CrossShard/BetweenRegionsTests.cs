using Domicile.Ledger.CrossShard.Messages;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Users;
using Domicile.Testing;
using static Domicile.Ledger.Tests.CrossShard.LegRegion;

namespace Domicile.Ledger.Tests.CrossShard;

/// <summary>Transfers between two regions, through queues that repeat and disorder everything.</summary>
public sealed class BetweenRegionsTests : IAsyncLifetime
{
    private LegWorld world = null!;
    private UserId anna;
    private UserId bill;

    public async ValueTask InitializeAsync()
    {
        world = await LegWorld.CreateAsync();
        anna = await world.Eu.UserAsync(world.Eu.S1);
        bill = await world.Us.UserAsync(world.Us.S2);
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Transfers_complete_on_both_sides_and_references_stay_at_home()
    {
        for (var i = 0; i < 30; i++)
        {
            await world.Eu.SendAsync(anna, bill, "1.00", "secret");
            await world.Us.SendAsync(bill, anna, "2.00");
        }

        var one = await world.Eu.SendAsync(anna, bill, "1.00", "secret");
        await world.SettleAsync();

        Assert.Equal("12900 0 3100 -6000", await world.Eu.AccountAsync(anna));
        Assert.Equal("7100 0 6000 -3100", await world.Us.AccountAsync(bill));
        var (paid, got) = (await world.Eu.FindAsync(anna, one.Id), await world.Us.FindAsync(bill, one.Id));
        Assert.Equal((TransferState.Completed, TransferState.Completed), (paid.State, got.State));
        Assert.Equal(("secret", null), (paid.Reference, got.Reference));
        Assert.Equal((anna, bill, paid.EffectiveAt), (got.From.User, got.To.User, got.EffectiveAt));
    }

    [Theory]
    [InlineData(59_999, "payee-unknown")]
    [InlineData(9_000_000, "payee-unknown")]
    public async Task A_payee_who_does_not_exist_there_refunds(long number, string reason)
    {
        var sent = await world.Eu.SendAsync(anna, new UserId("us", number), "30.00");

        await world.SettleAsync();

        var seen = await world.Eu.FindAsync(anna, sent.Id);
        Assert.Equal((TransferState.Refunded, reason), (seen.State, seen.Refusal));
        Assert.Equal("10000 0 0 0", await world.Eu.AccountAsync(anna));
    }

    [Fact]
    public async Task A_refusal_of_the_register_stands_when_the_range_comes_later()
    {
        var payee = new UserId("us", 60_500);
        var sent = await world.Eu.SendAsync(anna, payee, "30.00");
        await world.Eu.FindLegsAsync(world.Eu.S1);
        await DrainAsync(world.Us.Work.Region!);
        await world.ToEu.PurgeAsync(Token);
        await TestSql.RunAsync(
            world.Us.Books.Owner.Register,
            "insert into sharding.key_range (first_number, end_number, shard) values (60000, 90000, 's1'); "
            + "update sharding.region set map_version = map_version + 1");
        await TestSql.RunAsync(
            world.Us.Books.OwnerOf("s1"),
            "insert into sharding.key_range values (3, 60000, 90000, 'open'); "
            + "insert into ledger.book values (60500, gen_random_uuid(), now(), 0, now())");

        var later = await world.Eu.SendAsync(anna, payee, "1.00");
        await world.SettleAsync(resend: true);

        Assert.Equal("payee-unknown", (await world.Eu.FindAsync(anna, sent.Id)).Refusal);
        Assert.Equal(TransferState.Completed, (await world.Eu.FindAsync(anna, later.Id)).State);
        Assert.Equal("9900 0 100 0", await world.Eu.AccountAsync(anna));
    }

    [Theory]
    [InlineData("delete from ledger.asset where code = 'EUR'")]
    [InlineData("update ledger.asset set scale = 3 where code = 'EUR'")]
    public async Task An_asset_that_is_not_the_same_there_refunds(string difference)
    {
        await TestSql.RunAsync(world.Us.Books.Owner.Register, difference);
        await using var fresh = Open(world.Us.Books, world.Queues);
        var sent = await world.Eu.SendAsync(anna, bill, "30.00");
        await world.Eu.FindLegsAsync(world.Eu.S1);
        await DrainAsync(fresh.Work.Region!);

        await world.SettleAsync();

        Assert.Equal("asset-not-accepted", (await world.Eu.FindAsync(anna, sent.Id)).Refusal);
    }

    [Fact]
    public async Task Throwing_the_queues_away_at_any_moment_loses_nothing()
    {
        for (var i = 0; i < 10; i++)
        {
            await world.Eu.SendAsync(anna, bill, "1.00");
            await world.Eu.FindLegsAsync(world.Eu.S1);
            if (i % 2 == 0)
            {
                await world.ToUs.PurgeAsync(Token);
            }

            await world.Us.Work.Region!.RunAsync(Token);
            await DrainAsync(world.Us.Work.Legs(world.Us.S2));
            if (i % 3 == 0)
            {
                await world.ToEu.PurgeAsync(Token);
            }
        }

        await world.SettleAsync(resend: true);

        Assert.Equal("9000 0 1000 0", await world.Eu.AccountAsync(anna));
        Assert.Equal("11000 0 0 -1000", await world.Us.AccountAsync(bill));
    }

    [Fact]
    public async Task A_queue_that_is_down_holds_up_nobody_else()
    {
        var bob = await world.Eu.UserAsync(world.Eu.S2);
        world.ToUs.IsDown = true;
        var far = await world.Eu.SendAsync(anna, bill, "1.00");
        var near = await world.Eu.SendAsync(anna, bob, "1.00");
        await world.Eu.FindLegsAsync(world.Eu.S1);
        Assert.Equal(TransferState.Completed, (await world.Eu.FindAsync(anna, near.Id)).State);

        world.ToUs.IsDown = false;
        await world.SettleAsync(resend: true);

        Assert.Equal(TransferState.Completed, (await world.Eu.FindAsync(anna, far.Id)).State);
    }

    [Fact]
    public async Task A_message_that_nobody_understands_stays_for_the_dead_letters()
    {
        await world.ToUs.SendAsync(
            [
                "{}"u8.ToArray(),
                RegionMessages.Write(new VerdictsMessage(99, [])),
                RegionMessages.Write(new VerdictsMessage(1, [new(Guid.NewGuid(), "eu-1", "us-1", null, 1)])),
                RegionMessages.Write(new LegsMessage(
                    1, [new(Guid.NewGuid(), "eu-1", "us-1", "EUR", 2, -5, default, default, 1)])),
            ],
            Token);

        await world.Us.Work.Region!.RunAsync(Token);

        Assert.Equal(8, world.ToUs.DepthNow);
    }

    [Fact]
    public void The_shapes_of_the_messages_are_those_that_were_agreed()
    {
        var (id, at) = (Guid.Parse("0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b"), DateTimeOffset.UnixEpoch);
        Assert.Equal(
            """
            {"type":"legs","legs":[{"transferId":"0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b","payer":"eu-1","payee":"us-2",
            "asset":"EUR","scale":2,"minorUnits":9223372036854775807,"effectiveAt":"1970-01-01T00:00:00+00:00",
            "sentAt":"1970-01-01T00:00:00+00:00","postingNumber":7}],"version":1}
            """.ReplaceLineEndings(""),
            Text(new LegsMessage(1, [new(id, "eu-1", "us-2", "EUR", 2, long.MaxValue, at, at, 7)])));
        Assert.Equal(
            """
            {"type":"verdicts","verdicts":[{"transferId":"0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b","payer":"eu-1",
            "payee":"us-2","postingNumber":3},{"transferId":"0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b","payer":"eu-1",
            "payee":"us-2","refusal":"payee-unknown"}],"version":1}
            """.ReplaceLineEndings(""),
            Text(new VerdictsMessage(
                1, [new(id, "eu-1", "us-2", null, 3), new(id, "eu-1", "us-2", "payee-unknown", null)])));

        static string Text(RegionMessage message) =>
            System.Text.Encoding.UTF8.GetString(RegionMessages.Write(message));
    }
}
