using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;
using Domicile.Testing;

namespace Domicile.Sharding.Tests.Replicas;

public sealed class StandbyGateTests : IAsyncLifetime
{
    // Every look is a new one, and no time has to pass.
    private static readonly StandbyLimits Hasty = new()
    {
        WaitMax = TimeSpan.FromMilliseconds(200),
        Grace = TimeSpan.FromHours(1),
        KnowledgeAgeMax = TimeSpan.Zero,
        SettledAfter = TimeSpan.Zero,
    };

    private readonly CancellationToken limit = new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;
    private ReplicatedShard region = null!;
    private ShardRouter router = null!;

    private Shard Shard => router.Shards.Single();

    public async ValueTask InitializeAsync()
    {
        region = await ReplicatedShard.StartAsync(replicaCount: 1);
        router = await region.OpenRouterAsync();
    }

    public async ValueTask DisposeAsync() => await router.DisposeAsync();

    [Fact]
    public async Task What_a_standby_has_on_disk_may_leave_though_it_has_not_replayed_it()
    {
        var gate = await OpenAsync(Hasty with { WaitMax = TimeSpan.FromSeconds(30) });
        await TestSql.RunAsync(region.OnReplica().Admin, "select pg_wal_replay_pause()");
        await WriteAsync();
        Assert.True(await gate.WaitAsync(Shard, limit));
        var replayed = await TestSql.ScalarAsync<bool>(
            region.OnReplica().Admin, "select exists (select from pg_class where relname = 'written')");
        Assert.False(replayed);
    }

    [Fact]
    public async Task A_standby_that_is_away_holds_back_until_it_is_given_up_and_again_when_it_is_back()
    {
        var patient = await OpenAsync(Hasty);
        await region.Replicas[0].Node.KillAsync(limit);
        await WriteAsync();
        Assert.False(await patient.WaitAsync(Shard, limit));
        Assert.Equal("promotable", await StateAsync());

        // Another gate, which does not wait any longer.
        var hasty = Open(Hasty with { Grace = TimeSpan.Zero });
        await hasty.LookAsync(Shard, limit);
        Assert.Equal("away", await StateAsync());
        Assert.True(await hasty.WaitAsync(Shard, limit));
        Assert.True(await patient.WaitAsync(Shard, limit));

        await region.Replicas[0].StartAgainAsync();
        await UntilAsync(patient, "promotable");
        Assert.True(await patient.WaitAsync(Shard, limit));
        await region.Replicas[0].Node.KillAsync(limit);
        await WriteAsync();
        Assert.False(await patient.WaitAsync(Shard, limit));
    }

    [Fact]
    public async Task A_standby_that_is_coming_back_is_waited_for_but_not_promotable_before_every_gate_knows()
    {
        var gate = Open(Hasty with { SettledAfter = TimeSpan.FromHours(1) });
        await UntilAsync(gate, "returning");
        await gate.LookAsync(Shard, limit);
        Assert.Equal("returning", await StateAsync());
        await region.Replicas[0].Node.KillAsync(limit);
        await WriteAsync();
        Assert.False(await gate.WaitAsync(Shard, limit));
    }

    [Fact]
    public async Task What_was_read_before_a_promotion_does_not_leave_after_it()
    {
        var gate = await OpenAsync(Hasty);
        var epoch = Shard.Epoch;
        Assert.True(await gate.WaitAsync(Shard, epoch, limit));
        await TestSql.RunAsync(region.Database.Owner, "update sharding.shard set epoch = 2");
        await TestSql.RunAsync(
            region.Register.Owner, "update sharding.shard set epoch = 2; update sharding.region set map_version = 99");
        await router.RefreshAsync(limit);
        Assert.False(await gate.WaitAsync(Shard, epoch, limit));
        Assert.True(await gate.WaitAsync(Shard, limit));
    }

    [Fact]
    public async Task After_a_promotion_a_gate_of_the_old_epoch_changes_nothing()
    {
        await OpenAsync(Hasty);
        Assert.False(await TestSql.ScalarAsync<bool>(
            region.Register.Server,
            "select sharding.change_standby('s1', 2, 'r1', 'promotable', 'away', interval '0')"));
        Assert.Equal("promotable", await StateAsync());
    }

    [Fact]
    public async Task Of_a_shard_without_standbys_everything_leaves_and_nobody_asks_about_its_log()
    {
        await OpenAsync(Hasty);
        await TestSql.RunAsync(region.Register.Owner, "delete from sharding.standby");
        await region.DenyLogFunctionsAsync();
        var gate = Open(Hasty);
        await gate.LookAsync(Shard, limit);
        await WriteAsync();
        Assert.True(await gate.WaitAsync(Shard, limit));
    }

    private StandbyGate Open(StandbyLimits limits) => new(router.Register, TimeProvider.System, limits);

    /// <summary>A gate after the standby was found and may be promoted.</summary>
    private async Task<StandbyGate> OpenAsync(StandbyLimits limits)
    {
        var gate = Open(limits);
        await UntilAsync(gate, "promotable");
        return gate;
    }

    private async Task UntilAsync(StandbyGate gate, string state)
    {
        while (await StateAsync() != state)
        {
            await gate.LookAsync(Shard, limit);
        }
    }

    private async Task WriteAsync()
    {
        await TestSql.RunAsync(region.Database.Admin, "create table if not exists public.written (n int)");
        await TestSql.RunAsync(region.Database.Admin, "insert into public.written values (1)");
    }

    private Task<string> StateAsync() =>
        TestSql.ScalarAsync<string>(region.Register.Server, "select state from sharding.standby");
}
