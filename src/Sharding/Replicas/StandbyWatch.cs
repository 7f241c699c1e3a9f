using Domicile.Sharding.Nodes;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Sharding.Replicas;

/// <summary>What one gate knows of one shard's standbys. Lives as long as the gate.</summary>
internal sealed class StandbyWatch(
    Shard shard, NodePool register, TimeProvider time, StandbyLimits limits)
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(20);

    private static readonly string ReadFlushedSql = SqlFile.Read<StandbyWatch>("ReadFlushed.sql");
    private static readonly string ReadStandbysSql = SqlFile.Read<StandbyWatch>("ReadStandbys.sql");
    private static readonly string ChangeStandbySql = SqlFile.Read<StandbyWatch>("ChangeStandby.sql");

    private readonly SemaphoreSlim looking = new(1, 1);
    private readonly Dictionary<string, long> wellAt = new(StringComparer.Ordinal);
    private (int Epoch, NpgsqlLogSequenceNumber Position)? lookedFor;
    private Knowledge? known;

    public async Task<bool> WaitAsync(CancellationToken cancellation)
    {
        var required = Required(await KnowAsync(limits.KnowledgeAgeMax, cancellation));
        if (required.Count == 0 || await WaitForAsync(required, cancellation))
        {
            return true;
        }

        // Perhaps they are away for so long by now that the next call shall not wait for them.
        await LookAsync(cancellation);
        return false;
    }

    public async Task LookAsync(CancellationToken cancellation) => await KnowAsync(TimeSpan.Zero, cancellation);

    private static List<string> Required(Knowledge knowledge)
    {
        var promotable = knowledge.Standbys.Where(standby => standby.State == StandbyState.Promotable);
        var returning = knowledge.Standbys.Where(standby => standby.State == StandbyState.Returning);
        return [.. (promotable.Any() ? promotable : returning).Select(standby => standby.Name)];
    }

    private async Task<Knowledge> KnowAsync(TimeSpan ageMax, CancellationToken cancellation)
    {
        var askedAt = time.GetTimestamp();
        if (Volatile.Read(ref known) is { } fresh && time.GetElapsedTime(fresh.AskedAt) < ageMax)
        {
            return fresh;
        }

        await looking.WaitAsync(cancellation);
        try
        {
            // Somebody else looked while this caller waited for the turn.
            if (known is { } now && now.AskedAt >= askedAt)
            {
                return now;
            }

            var knowledge = await ReadAsync(cancellation);
            var isChanged = false;
            foreach (var standby in await JudgeAsync(knowledge, cancellation))
            {
                isChanged |= await ChangeAsync(knowledge.Epoch, standby, cancellation);
            }

            knowledge = isChanged ? await ReadAsync(cancellation) : knowledge;
            Volatile.Write(ref known, knowledge);
            return knowledge;
        }
        finally
        {
            looking.Release();
        }
    }

    private async Task<Knowledge> ReadAsync(CancellationToken cancellation)
    {
        var askedAt = time.GetTimestamp();
        var epoch = 0;
        var standbys = new List<StandbyState>();
        await using var command = register.CreateCommand(ReadStandbysSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = shard.Name });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = limits.SettledAfter });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            epoch = reader.GetInt32(0);
            if (!await reader.IsDBNullAsync(1, cancellation))
            {
                standbys.Add(new StandbyState(reader.GetString(1), reader.GetString(2), reader.GetBoolean(3)));
            }
        }

        return new Knowledge(askedAt, epoch, standbys);
    }

    /// <summary>The changes that the register should hear of.</summary>
    private async Task<List<(string Name, string From, string To)>> JudgeAsync(
        Knowledge knowledge, CancellationToken cancellation)
    {
        var changes = new List<(string, string, string)>();
        if (knowledge.Standbys.Count == 0)
        {
            return changes;
        }

        // Well is who has flushed what was written when it was looked at before: under load nobody has all of now.
        // A new primary counts positions anew.
        var before = lookedFor?.Epoch == knowledge.Epoch ? lookedFor?.Position : null;
        var reached = (await ReadFlushedAsync(before, cancellation)).Reached;
        lookedFor = (knowledge.Epoch, (await ReadFlushedAsync(null, cancellation)).Position);
        Note(knowledge, reached);
        foreach (var standby in knowledge.Standbys)
        {
            var isWell = reached.Contains(standby.Name);
            if (standby.State != StandbyState.Away && IsLost(standby) && !IsNeeded(standby, knowledge, reached))
            {
                changes.Add((standby.Name, standby.State, StandbyState.Away));
            }
            else if (standby.State == StandbyState.Away && isWell)
            {
                changes.Add((standby.Name, standby.State, StandbyState.Returning));
            }
            else if (standby.State == StandbyState.Returning && standby.IsSettled && isWell
                && await WaitForAsync([standby.Name], cancellation))
            {
                // All that left without waiting for it was written before, and is flushed by it now.
                changes.Add((standby.Name, standby.State, StandbyState.Promotable));
            }
        }

        return changes;
    }

    private void Note(Knowledge knowledge, List<string> reached)
    {
        var now = time.GetTimestamp();
        foreach (var standby in knowledge.Standbys)
        {
            wellAt[standby.Name] =
                reached.Contains(standby.Name) ? now : wellAt.GetValueOrDefault(standby.Name, now);
        }
    }

    private bool IsLost(StandbyState standby) => time.GetElapsedTime(wellAt[standby.Name]) >= limits.Grace;

    // It alone may have what left the shard last, while the others are behind and not given up yet.
    private bool IsNeeded(StandbyState standby, Knowledge knowledge, List<string> reached)
    {
        var others = knowledge.Standbys.Where(other => other != standby && other.State == StandbyState.Promotable);
        return standby.State == StandbyState.Promotable
            && others.Any(other => !IsLost(other))
            && !others.Any(other => reached.Contains(other.Name));
    }

    private async Task<bool> ChangeAsync(
        int epoch, (string Name, string From, string To) change, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(ChangeStandbySql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = shard.Name });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = epoch });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = change.Name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = change.From });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = change.To });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>
        {
            TypedValue = change.To == StandbyState.Promotable ? limits.SettledAfter : TimeSpan.Zero,
        });
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>Waits until one of these standbys has flushed all that is written now; false when none did.</summary>
    private async Task<bool> WaitForAsync(List<string> names, CancellationToken cancellation)
    {
        var startedAt = time.GetTimestamp();
        var (position, reached) = await ReadFlushedAsync(null, cancellation);
        for (var pause = PauseMin; !reached.Exists(names.Contains); pause = pause < PauseMax ? pause * 2 : PauseMax)
        {
            if (time.GetElapsedTime(startedAt) >= limits.WaitMax)
            {
                return false;
            }

            await Task.Delay(pause, time, cancellation);
            reached = (await ReadFlushedAsync(position, cancellation)).Reached;
        }

        return true;
    }

    private async Task<(NpgsqlLogSequenceNumber Position, List<string> Reached)> ReadFlushedAsync(
        NpgsqlLogSequenceNumber? upTo, CancellationToken cancellation)
    {
        var position = default(NpgsqlLogSequenceNumber);
        var reached = new List<string>();
        await using var command = shard.Primary.CreateCommand(ReadFlushedSql);
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = upTo is { } given ? given : DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.PgLsn,
        });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            position = reader.GetFieldValue<NpgsqlLogSequenceNumber>(0);
            if (!await reader.IsDBNullAsync(2, cancellation) && reader.GetBoolean(2))
            {
                reached.Add(reader.GetString(1));
            }
        }

        return (position, reached);
    }

    /// <summary>What the register said when it was asked.</summary>
    /// <param name="AskedAt">A timestamp taken before the question.</param>
    private sealed record Knowledge(long AskedAt, int Epoch, IReadOnlyList<StandbyState> Standbys);
}
