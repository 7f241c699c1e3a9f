using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Sharding.Tests.Replicas;

/// <summary>How old a replica is, told by a row that its primary raises.</summary>
public sealed class BeatTests : IAsyncLifetime
{
    private const string Pause = "select pg_wal_replay_pause()";
    private const string Beat = "select beat from sharding.beat";
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly CancellationToken limit = new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;
    private readonly ShiftedTime time = new();
    private readonly ReplicaWatch watch;
    private ReplicatedShard region = null!;
    private ShardRouter router = null!;

    public BeatTests() => watch = new ReplicaWatch(time);

    private Shard Shard => router.Shards.Single();

    public async ValueTask InitializeAsync()
    {
        region = await ReplicatedShard.StartAsync(replicaCount: 1);
        router = await region.OpenRouterAsync();
    }

    public async ValueTask DisposeAsync() => await router.DisposeAsync();

    [Fact]
    public async Task A_replica_is_read_from_though_every_function_of_the_log_of_changes_is_refused()
    {
        await region.DenyLogFunctionsAsync();
        await FollowedAsync(watch);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => TestSql.ScalarAsync<bool>(
            region.OnReplica().Server, "select pg_last_wal_replay_lsn() is null"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        refused = await Assert.ThrowsAsync<PostgresException>(() => TestSql.ScalarAsync<bool>(
            region.Database.Server, "select pg_current_wal_flush_lsn() is null"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task The_replica_of_a_primary_that_nobody_writes_to_stays_as_young_as_the_last_looks()
    {
        for (var hour = 0; hour < 3; hour++)
        {
            await FollowedAsync(watch);
            time.Shift += Long;
            await TestSql.RunAsync(
                region.Database.Owner, "update sharding.beat set raised_at = raised_at - interval '1 hour'");
            Assert.InRange(watch.AgeOf(Shard) ?? Long, Long, TimeSpan.MaxValue);
        }
    }

    [Fact]
    public async Task While_replay_stands_still_a_replica_grows_older_until_it_is_left_out()
    {
        await FollowedAsync(watch);
        await TestSql.RunAsync(region.OnReplica().Admin, Pause);
        await FrozenAsync();
        var ages = new List<TimeSpan>();
        for (; watch.UsableCount(Shard) == 1; time.Shift += TimeSpan.FromMilliseconds(150))
        {
            limit.ThrowIfCancellationRequested();
            ages.Add(watch.AgeOf(Shard)!.Value);
            await RaiseAsync();
            await watch.LookAsync(Shard, limit);
        }

        Assert.Equal(ages.Order(), ages);
        Assert.InRange(ages[^1] - ages[0], TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(5));

        // It is told from one that is behind and goes on.
        await TestSql.RunAsync(region.OnReplica().Admin, "select pg_wal_replay_resume()");
        await FollowedAsync(watch);
    }

    [Fact]
    public async Task A_replica_that_is_behind_and_moves_on_is_read_from()
    {
        await FollowedAsync(watch);
        await TestSql.RunAsync(region.OnReplica().Admin, "alter system set recovery_min_apply_delay = '1s'");
        await TestSql.RunAsync(region.OnReplica().Admin, "select pg_reload_conf()");
        time.Stop();
        var behind = 0;
        for (var i = 0; i < 10; i++)
        {
            var shown = await ShownAsync();
            while (await ShownAsync() == shown)
            {
                limit.ThrowIfCancellationRequested();
                await RaiseAsync();
            }

            behind += await BeatAsync() - await ShownAsync() > 1 ? 1 : 0;
            await watch.LookAsync(Shard, limit);
            Assert.Equal(1, watch.UsableCount(Shard));
            time.Shift += TimeSpan.FromMilliseconds(300);
        }

        Assert.InRange(behind, 5, 10);
    }

    [Fact]
    public async Task A_beat_waits_for_no_standby()
    {
        await TestSql.RunAsync(region.Database.Owner, "create table written (n bigint)");
        await TestSql.RunAsync(region.Database.Admin, "alter system set synchronous_standby_names = 'nobody'");
        await TestSql.RunAsync(region.Database.Admin, "select pg_reload_conf()");
        var write = Task.CompletedTask;
        while (!await TestSql.ScalarAsync<bool>(
            region.Database.Admin, "select exists (select from pg_stat_activity where wait_event = 'SyncRep')"))
        {
            limit.ThrowIfCancellationRequested();
            write = write.IsCompleted
                ? TestSql.RunAsync(region.Database.Owner, "insert into written values (1)")
                : write;
        }

        await RaiseAsync();
        Assert.False(write.IsCompleted);
        await TestSql.RunAsync(region.Database.Admin, "alter system reset synchronous_standby_names");
        await TestSql.RunAsync(region.Database.Admin, "select pg_reload_conf()");
        await write.WaitAsync(limit);
    }

    [Fact]
    public async Task Many_watchers_raise_it_no_more_often_than_one()
    {
        var before = await BeatAsync();
        var startedAt = time.GetTimestamp();
        ReplicaWatch[] watches = [.. Enumerable.Range(0, 4).Select(_ => new ReplicaWatch(time))];
        while (await BeatAsync() < before + 3)
        {
            limit.ThrowIfCancellationRequested();
            await Task.WhenAll(watches.Select(one => one.LookAsync(Shard, limit)));
        }

        Assert.InRange(time.GetElapsedTime(startedAt), TimeSpan.FromMilliseconds(390), TimeSpan.FromMinutes(1));
        foreach (var one in watches)
        {
            await FollowedAsync(one);
        }
    }

    [Fact]
    public async Task It_is_raised_though_the_clock_was_set_back()
    {
        await TestSql.RunAsync(
            region.Database.Owner, "update sharding.beat set raised_at = clock_timestamp() + interval '1 day'");
        await FollowedAsync(watch);
    }

    [Fact]
    public async Task Beats_that_a_crash_takes_back_are_raised_and_followed_again()
    {
        await TestSql.RunAsync(region.Database.Owner, "update sharding.beat set beat = 100000");
        await FollowedAsync(watch);
        await TestSql.RunAsync(region.Database.Owner, "update sharding.beat set beat = 0");
        time.Shift += Long;
        await FollowedAsync(watch);
        Assert.InRange(await ShownAsync(), 0, 10_000);
    }

    [Fact]
    public async Task Raising_it_leaves_no_rows_behind()
    {
        // A replica tells only now and then that it needs old rows no more.
        await region.Replicas[0].Node.KillAsync(limit);
        await TestSql.RunAsync(region.Database.Admin, "select pg_drop_replication_slot('r1')");
        const string Raise =
            "do $$ begin for i in 1..2000 loop perform sharding.raise_beat('0'); commit; end loop; end $$";
        await TestSql.RunAsync(region.Database.Admin, Raise);
        Assert.Equal(8192, await TestSql.ScalarAsync<long>(
            region.Database.Admin, "select pg_relation_size('sharding.beat')"));
    }

    private Task<long> BeatAsync() => TestSql.ScalarAsync<long>(region.Database.Server, Beat);

    private Task<long> ShownAsync() => TestSql.ScalarAsync<long>(region.OnReplica().Server, Beat);

    private Task RaiseAsync() => TestSql.RunAsync(region.Database.Server, "select beat from sharding.raise_beat('0')");

    /// <summary>Looks until the replica shows what was there a second ago.</summary>
    private async Task FollowedAsync(ReplicaWatch one)
    {
        while (one.AgeOf(Shard) is not { } age || age > TimeSpan.FromSeconds(1))
        {
            limit.ThrowIfCancellationRequested();
            await one.LookAsync(Shard, limit);
        }

        Assert.InRange(one.AgeOf(Shard)!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    /// <summary>To ask for a pause does not wait for it.</summary>
    private async Task FrozenAsync()
    {
        while (await TestSql.ScalarAsync<string>(
            region.OnReplica().Admin, "select pg_get_wal_replay_pause_state()") != "paused")
        {
            limit.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The system's time, which a test may set forward, or stop and set forward.</summary>
    private sealed class ShiftedTime : TimeProvider
    {
        private long? stoppedAt;

        public TimeSpan Shift { get; set; }

        public void Stop() => stoppedAt = base.GetTimestamp();

        public override long GetTimestamp() =>
            (stoppedAt ?? base.GetTimestamp()) + (long)(Shift.TotalSeconds * TimestampFrequency);
    }
}
