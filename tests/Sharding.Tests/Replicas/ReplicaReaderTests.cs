using System.Diagnostics;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;
using Domicile.Testing;

namespace Domicile.Sharding.Tests.Replicas;

public sealed class ReplicaReaderTests : IAsyncLifetime
{
    private const long User = 7;
    private const string Pause = "select pg_wal_replay_pause()";
    private const string Resume = "select pg_wal_replay_resume()";

    private readonly CancellationToken limit = new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;
    private readonly ReplicaWatch watch = new(TimeProvider.System);
    private ReplicatedShard region = null!;
    private ShardRouter router = null!;

    private Shard Shard => router.Shards.Single();

    public async ValueTask InitializeAsync()
    {
        region = await ReplicatedShard.StartAsync(replicaCount: 2);
        router = await region.OpenRouterAsync();
        await TestSql.RunAsync(region.Database.Owner, "create schema proof");
        await TestSql.RunAsync(region.Database.Owner, "create table proof.book (n bigint, version bigint)");
        await TestSql.RunAsync(region.Database.Owner, $"insert into proof.book values ({User}, 1)");
        await TestSql.RunAsync(region.Database.Owner, "grant usage on schema proof to domicile_server");
        await TestSql.RunAsync(region.Database.Owner, "grant select on proof.book to domicile_server");
        await UntilAsync(2);
    }

    public async ValueTask DisposeAsync() => await router.DisposeAsync();

    [Fact]
    public async Task A_chain_of_reads_never_goes_back_in_time_while_replicas_stand_still_by_turns()
    {
        var trail = new ReadTrail(Position.Start("eu"));
        var last = 0L;
        var served = 0;
        for (var round = 0; round < 40; round++)
        {
            // One or both stand still in the second half, and nobody has looked since: the version has to tell.
            var isStill = round % 10 >= 5;
            await TestSql.RunAsync(region.OnReplica(0).Admin, isStill ? Pause : Resume);
            await TestSql.RunAsync(region.OnReplica(1).Admin, isStill && round < 20 ? Pause : Resume);
            var written = await TestSql.ScalarAsync<long>(
                region.Database.Owner, "update proof.book set version = version + 1 returning version");
            if (!isStill)
            {
                await UntilAsync(2);
            }
            else if (round % 2 == 0)
            {
                last = written;
                trail.Note(ServingNode.Primary, TimeSpan.Zero, new SeenVersion("s1", 1, User, last));
            }

            var version = await ReadAsync(trail);
            served += version is null ? 0 : 1;
            Assert.True((version ?? last) >= last, $"{version} after {last}");
            last = version ?? last;
        }

        Assert.InRange(served, 1, 40);
    }

    [Fact]
    public async Task A_replica_that_stands_still_is_left_out_within_a_second_and_comes_back()
    {
        foreach (var replica in new[] { 0, 1 })
        {
            await TestSql.RunAsync(region.OnReplica(replica).Admin, Pause);
        }

        Assert.InRange(await TimeUntilAsync(0), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Null(await ReadAsync(new ReadTrail(Position.Start("eu"))));
        await TestSql.RunAsync(region.OnReplica(1).Admin, Resume);
        await UntilAsync(1);
        Assert.Equal(1, await ReadAsync(new ReadTrail(Position.Start("eu"))));
    }

    [Fact]
    public async Task A_killed_replica_is_left_out_at_once_and_comes_back()
    {
        await region.Replicas[0].Node.KillAsync(limit);
        var asked = Stopwatch.StartNew();
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(1, await ReadAsync(new ReadTrail(Position.Start("eu"))));
        }

        Assert.InRange(asked.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await watch.LookAsync(Shard, limit);
        await region.Replicas[0].StartAgainAsync();
        await UntilAsync(2);
    }

    [Fact]
    public async Task An_answer_says_how_old_it_may_be_also_when_nothing_is_written()
    {
        var trail = new ReadTrail(Position.Start("eu"));
        await watch.LookAsync(Shard, limit);
        await ReadAsync(trail);
        Assert.Equal(ServingNode.Replica, trail.Node);
        Assert.InRange(trail.Age, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(5));
        Assert.Equal(new SeenVersion("s1", 1, User, 1), trail.Position.Of(User));

        // Its primary is gone: nobody knows what the replica lacks, and its answers grow older.
        var before = trail.Age;
        await region.Primary.Node.KillAsync(limit);
        await watch.LookAsync(Shard, limit);
        var later = new ReadTrail(Position.Start("eu"));
        await ReadAsync(later);
        Assert.True(later.Age > before, $"{later.Age} after {before}");
    }

    [Fact]
    public async Task What_was_seen_in_another_epoch_is_the_primarys_to_judge()
    {
        var trail = new ReadTrail(Position.Start("eu").With(new SeenVersion("s1", 2, User, 1)));
        Assert.Null(await ReadAsync(trail));
        Assert.Null(trail.Node);
    }

    private async Task<long?> ReadAsync(ReadTrail trail)
    {
        var reader = new ReplicaReader(watch, TimeProvider.System);
        var read = await reader.TryReadAsync<string>(
            Shard,
            User,
            trail,
            async (replica, token) =>
            {
                await using var command = replica.CreateCommand($"select version from proof.book where n = {User}");
                return new VersionedRead<string>((long)(await command.ExecuteScalarAsync(token))!, "");
            },
            limit);
        return read?.Version;
    }

    private async Task<TimeSpan> TimeUntilAsync(int usable)
    {
        var waited = Stopwatch.StartNew();
        await UntilAsync(usable);
        return waited.Elapsed;
    }

    private async Task UntilAsync(int usable)
    {
        while (watch.UsableCount(Shard) != usable)
        {
            limit.ThrowIfCancellationRequested();
            await watch.LookAsync(Shard, limit);
        }
    }
}
