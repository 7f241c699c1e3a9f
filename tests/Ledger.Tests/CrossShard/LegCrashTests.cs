using Domicile.Ledger.CrossShard.Sides;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Users;
using Domicile.Testing;
using static Domicile.Ledger.Tests.CrossShard.LegRegion;

namespace Domicile.Ledger.Tests.CrossShard;

/// <summary>Whoever is killed between two steps of a transfer: a later pass finishes it, once.</summary>
public sealed class LegCrashTests : IAsyncLifetime
{
    private LegRegion region = null!;
    private UserId anna;
    private UserId bob;

    public async ValueTask InitializeAsync()
    {
        region = await LegRegion.CreateAsync();
        (anna, bob) = (await region.UserAsync(region.S1), await region.UserAsync(region.S2));
    }

    public ValueTask DisposeAsync() => region.DisposeAsync();

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    public async Task A_crash_after_any_step_is_finished_by_a_later_pass(int stepsDone, bool byOutbox)
    {
        var sent = await region.SendAsync(anna, bob, "30.00");
        var leg = new IncomingLeg(sent.Id, anna, bob, "EUR", 3000, sent.EffectiveAt, true);
        if (stepsDone >= 1)
        {
            await ReceiveCall.RunAsync(region.S2.PrimaryForWork, [(leg, RangeOf(bob))], Token);
        }

        if (stepsDone >= 2)
        {
            await SettleCall.RunAsync(
                region.S1.PrimaryForWork, [(new Verdict(sent.Id, anna, bob, null, 2), RangeOf(anna))], Token);
        }

        // What the one that crashed knew is gone with it; another process comes.
        await using var other = Open(region.Books);
        await (byOutbox ? other.FindLegsAsync(other.S1) : DrainAsync(other.Work.Resend(other.S1)));

        Assert.Equal(TransferState.Completed, (await region.FindAsync(anna, sent.Id)).State);
        Assert.Equal("7000 0 3000 0", await region.AccountAsync(anna));
        Assert.Equal("13000 0 0 -3000", await region.AccountAsync(bob));
    }

    [Fact]
    public async Task A_payees_shard_that_is_down_delays_and_loses_nothing()
    {
        var sent = await region.SendAsync(anna, bob, "30.00");
        var home = region.Books.OwnerOf("s2");
        await LetInAsync(home, false);
        await region.FindLegsAsync(region.S1);
        await DrainAsync(region.Work.Resend(region.S1));
        Assert.Equal(TransferState.InTransit, (await region.FindAsync(anna, sent.Id)).State);

        await LetInAsync(home, true);
        await DrainAsync(region.Work.Resend(region.S1));

        Assert.Equal(TransferState.Completed, (await region.FindAsync(anna, sent.Id)).State);
        Assert.Equal("13000 0 0 -3000", await region.AccountAsync(bob));
    }

    private static async Task LetInAsync(Sharding.Topology.NodeAddress database, bool isLetIn)
    {
        // The connection that shuts the others out is into another database of the server.
        await TestSql.RunAsync(
            database with { Database = "postgres", User = Local.Nodes.NodeRoles.Admin },
            $"alter database {database.Database} allow_connections {isLetIn}");
        await TestSql.RunAsync(
            database with { Database = "postgres", User = Local.Nodes.NodeRoles.Admin },
            $"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '{database.Database}'");
    }

    private int RangeOf(UserId user) => region.Ledger.Router.TryRoute(user.Number, out var route)
        ? route.RangeId
        : throw new InvalidOperationException();
}
