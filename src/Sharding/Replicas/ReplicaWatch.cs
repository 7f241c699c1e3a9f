using System.Collections.Concurrent;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Sharding.Replicas;

/// <summary>
/// Knows which replicas can be read from and how old what they show may be. It notes where the primary's log of changes
/// ended and when it asked; a replica that has replayed up to there shows everything up to that time, also when nothing
/// is written any more. No clock is compared with another. Lives as long as its router; somebody has to call
/// <see cref="LookAsync"/> a few times a second, else no replica is read from.
/// </summary>
public sealed class ReplicaWatch(TimeProvider time)
{
    /// <summary>One that nobody has looked at for so long may be gone or stand still.</summary>
    private static readonly TimeSpan SightAgeMax = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AnswerMax = TimeSpan.FromMilliseconds(400);

    /// <summary>Several looks a second, for longer than any replica that is read from may be behind.</summary>
    private const int MarkCountMax = 100;

    private static readonly string ReadPrimarySql = SqlFile.Read<ReplicaWatch>("ReadPrimary.sql");
    private static readonly string ReadReplicaSql = SqlFile.Read<ReplicaWatch>("ReadReplica.sql");

    private readonly ConcurrentDictionary<string, ReplicaSight[]> sights = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PrimaryMark[]> marks = new(StringComparer.Ordinal);

    /// <summary>
    /// Looks at a shard's primary and replicas; takes less than a second. One call at a time for a shard. A node that
    /// does not answer is no failure: a replica is then left out, and without its primary they all grow older.
    /// </summary>
    public async Task LookAsync(Shard shard, CancellationToken cancellation)
    {
        var replicas = shard.Replicas.ToList();
        if (replicas.Count == 0)
        {
            return;
        }

        var epoch = shard.Epoch;
        var known = marks.GetValueOrDefault(shard.Name, []).Where(mark => mark.Epoch == epoch);
        if (await MarkAsync(shard, epoch, cancellation) is { } mark)
        {
            known = known.Append(mark).TakeLast(MarkCountMax);
        }

        PrimaryMark[] current = [.. known];
        marks[shard.Name] = current;
        var seen = await Task.WhenAll(replicas.Select(replica => SeeAsync(shard, replica, current, cancellation)));
        sights[shard.Name] = [.. seen.OfType<ReplicaSight>().Where(sight => sight.Epoch == epoch)];
    }

    /// <summary>The least old replica that may be read from, and how old it may be; null when there is none.</summary>
    internal (NodePool Source, TimeSpan Age)? Best(Shard shard, TimeSpan lagMax)
    {
        var epoch = shard.Epoch;
        (NodePool Source, TimeSpan Age)? best = null;
        foreach (var sight in sights.GetValueOrDefault(shard.Name, []))
        {
            if (sight.Epoch != epoch || sight.CurrentAt is not { } at || IsOld(sight))
            {
                continue;
            }

            var age = time.GetElapsedTime(at);
            if (age <= lagMax && (best is null || age < best.Value.Age))
            {
                best = (sight.Source, age);
            }
        }

        return best;
    }

    /// <summary>How old the youngest replica that may be read from is; null when there is none.</summary>
    public TimeSpan? AgeOf(Shard shard) => Best(shard, TimeSpan.MaxValue)?.Age;

    /// <summary>How many replicas of a shard can be read from now, whatever their age.</summary>
    public int UsableCount(Shard shard) =>
        sights.GetValueOrDefault(shard.Name, []).Count(sight => sight.CurrentAt is not null && !IsOld(sight));

    /// <summary>Leaves a replica out until it is seen again.</summary>
    internal void Leave(Shard shard, NodePool replica) => sights.AddOrUpdate(
        shard.Name,
        [],
        (_, before) => [.. before.Where(sight => sight.Source != replica)]);

    private bool IsOld(ReplicaSight sight) => time.GetElapsedTime(sight.LookedAt) > SightAgeMax;

    private Task<PrimaryMark?> MarkAsync(Shard shard, int epoch, CancellationToken cancellation) =>
        AskAsync(
            shard.Primary.CreateCommand(ReadPrimarySql),
            (at, reader) => new PrimaryMark(epoch, at, reader.GetFieldValue<NpgsqlLogSequenceNumber>(0)),
            cancellation);

    private Task<ReplicaSight?> SeeAsync(
        Shard shard, NodePool replica, PrimaryMark[] known, CancellationToken cancellation)
    {
        var command = replica.CreateCommand(ReadReplicaSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = shard.FullName });
        return AskAsync(
            command,
            (at, reader) =>
            {
                var replayed = reader.GetFieldValue<NpgsqlLogSequenceNumber>(1);
                var reached = Array.FindLast(known, mark => mark.Position <= replayed);
                return new ReplicaSight(replica, reader.GetInt32(0), reached?.AskedAt, at);
            },
            cancellation);
    }

    /// <summary>What one row of the answer says; null without a row or an answer.</summary>
    private async Task<T?> AskAsync<T>(
        NpgsqlCommand command, Func<long, NpgsqlDataReader, T> read, CancellationToken cancellation)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AnswerMax);
        await using var asked = command;
        var at = time.GetTimestamp();
        try
        {
            await using var reader = await asked.ExecuteReaderAsync(limit.Token);
            return await reader.ReadAsync(limit.Token) ? read(at, reader) : null;
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or TimeoutException
            && !cancellation.IsCancellationRequested)
        {
            // Not to answer is what is looked for here.
            return null;
        }
    }

    /// <summary>
    /// Where the primary's log of changes ended at a time that is not before <paramref name="AskedAt"/>.
    /// </summary>
    private sealed record PrimaryMark(int Epoch, long AskedAt, NpgsqlLogSequenceNumber Position);
}
