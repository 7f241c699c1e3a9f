using System.Collections.Concurrent;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Sharding.Replicas;

/// <summary>
/// Knows which replicas can be read from and how old what they show may be. It raises a beat on the primary and notes
/// when; a replica that shows that beat shows everything up to that time, also when nothing else is written any more.
/// No clock is compared with another, and no node is asked for a position in its log of changes. Lives as long as its
/// router; somebody has to call <see cref="LookAsync"/> a few times a second, else no replica is read from.
/// </summary>
public sealed class ReplicaWatch(TimeProvider time)
{
    /// <summary>One that nobody has looked at for so long may be gone or stand still.</summary>
    private static readonly TimeSpan SightAgeMax = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AnswerMax = TimeSpan.FromMilliseconds(400);

    /// <summary>
    /// A beat that is younger is not raised: what others raise is as good. Shorter than the pause between two looks, so
    /// that one who looks alone raises it with each.
    /// </summary>
    private static readonly TimeSpan BeatAgeMax = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// A replica that shows nothing new for so long, while there has been something new for so long, stands still. With
    /// a look each quarter of a second it is left out within a second.
    /// </summary>
    private static readonly TimeSpan StillMax = TimeSpan.FromMilliseconds(400);

    /// <summary>Several looks a second, for longer than any replica that is read from may be behind.</summary>
    private const int MarkCountMax = 100;

    private static readonly string RaiseBeatSql = SqlFile.Read<ReplicaWatch>("RaiseBeat.sql");
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
        if (await MarkAsync(shard, cancellation) is { } mark && mark.Epoch == epoch)
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

    private Task<PrimaryMark?> MarkAsync(Shard shard, CancellationToken cancellation)
    {
        var command = shard.Primary.CreateCommand(RaiseBeatSql);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = BeatAgeMax });
        return AskAsync(
            command,
            (at, row) => new PrimaryMark(row.GetInt32(0), Before(at, row.GetTimeSpan(2)), row.GetInt64(1)),
            cancellation);
    }

    private Task<ReplicaSight?> SeeAsync(
        Shard shard, NodePool replica, PrimaryMark[] known, CancellationToken cancellation)
    {
        var before = sights.GetValueOrDefault(shard.Name, []).FirstOrDefault(sight => sight.Source == replica);
        var command = replica.CreateCommand(ReadReplicaSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = shard.FullName });
        return AskAsync(
            command,
            (at, row) => Judge(
                new ReplicaSight(replica, row.GetInt32(0), row.GetInt64(1), at) { MovedAt = at }, before, known),
            cancellation);
    }

    private ReplicaSight Judge(ReplicaSight now, ReplicaSight? before, PrimaryMark[] known)
    {
        var sight = before is not null && (before.Epoch, before.Beat) == (now.Epoch, now.Beat)
            ? now with { MovedAt = before.MovedAt }
            : now;
        var lacking = Array.Find(known, mark => mark.Beat > sight.Beat);
        var isStill = lacking is not null
            && time.GetElapsedTime(lacking.RaisedAt, sight.LookedAt) > StillMax
            && time.GetElapsedTime(sight.MovedAt, sight.LookedAt) > StillMax;
        return sight with
        {
            CurrentAt = isStill ? null : Array.FindLast(known, mark => mark.Beat <= sight.Beat)?.RaisedAt,
        };
    }

    private long Before(long at, TimeSpan age) => at - (long)(age.TotalSeconds * time.TimestampFrequency);

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

    /// <summary>What anybody could see on the primary at <paramref name="RaisedAt"/> is in this beat.</summary>
    /// <param name="Epoch">Of the node that answered.</param>
    /// <param name="RaisedAt">A timestamp, not later than the beat was raised.</param>
    private sealed record PrimaryMark(int Epoch, long RaisedAt, long Beat);
}
