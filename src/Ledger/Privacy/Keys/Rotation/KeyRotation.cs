using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Privacy.Keys.Rotation;

/// <summary>
/// Makes the next generation of a region's wrapping key, wraps all living keys by it without touching the data, and
/// destroys the old one when a count proves that it wraps nothing any more. Servers go on meanwhile. Cut short at any
/// moment, the next run finishes it. One run; the key database as its owner, and a session of its own.
/// </summary>
public sealed class KeyRotation(
    NpgsqlConnection connection, IWrappingKeys wrapping, string region, IProgress<RotationProgress>? progress = null)
{
    private static readonly string DueSql = SqlFile.Read<KeyRotation>("ReadDue.sql");
    private static readonly string LockSql = SqlFile.Read<KeyRotation>("LockRotation.sql");
    private static readonly string CountSql = SqlFile.Read<KeyRotation>("CountWrapped.sql");
    private static readonly string NoteSql = SqlFile.Read<KeyRotation>("NoteDestroyed.sql");
    private static readonly string ReadUsersSql = SqlFile.Read<KeyRotation>("ReadOldUserKeys.sql");
    private static readonly string RewrapUsersSql = SqlFile.Read<KeyRotation>("RewrapUserKeys.sql");
    private static readonly string ReadDocumentsSql = SqlFile.Read<KeyRotation>("ReadOldDocumentKeys.sql");
    private static readonly string RewrapDocumentsSql = SqlFile.Read<KeyRotation>("RewrapDocumentKeys.sql");

    private readonly RotationGenerations generations = new(connection, wrapping, progress);
    private long keyCount;
    private long leftCount;

    /// <exception cref="RotationException">
    /// Another rotation is under way, or a key does not open. Nothing was destroyed.
    /// </exception>
    /// <exception cref="WrappingKeyMissingException">The open generation is not there, or another.</exception>
    public async Task<RotationReport> RunAsync(CancellationToken cancellation)
    {
        await LockAsync(cancellation);
        var (open, old, wasResumed) = await generations.BeginAsync(cancellation);
        foreach (var generation in old)
        {
            leftCount += (await CountAsync(generation.Number, cancellation)).Wrapped;
        }

        var users = await RewrapAsync(Users(), open.Number, cancellation);
        var documents = await RewrapAsync(Documents(), open.Number, cancellation);
        foreach (var generation in old)
        {
            await DestroyAsync(generation.Number, cancellation);
        }

        return new RotationReport(region, open, old, wasResumed)
        {
            UserKeys = users,
            DocumentKeys = documents,
            LostKeys = (await CountAsync(open.Number, cancellation)).Lost,
        };
    }

    /// <summary>
    /// Rotates when the open generation was made at that time or before, or an earlier rotation was cut short; does
    /// nothing and answers null else.
    /// </summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<RotationReport?> RunIfDueAsync(DateTimeOffset madeBy, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(DueSql, connection);
        command.Parameters.Add(new() { Value = madeBy.ToUniversalTime() });
        return await command.ExecuteScalarAsync(cancellation) is true ? await RunAsync(cancellation) : null;
    }

    private async Task LockAsync(CancellationToken cancellation)
    {
        try
        {
            await ScalarAsync(LockSql, null, cancellation);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new RotationException(
                $"Another rotation of region {region}'s wrapping key is under way. Wait until it has ended.", e);
        }
    }

    private async Task<long> RewrapAsync(Rewrap rewrap, int generation, CancellationToken cancellation)
    {
        var (sum, after) = (0L, rewrap.BeforeFirst);
        while (await rewrap.RunBatchAsync(after, generation, cancellation) is var (count, last) && last != after)
        {
            (sum, after) = (sum + count, last);
            keyCount += count;
            leftCount = Math.Max(0, leftCount - count);
            Report(RotationStep.KeysWrapped, generation);
        }

        return sum;
    }

    private async Task DestroyAsync(int generation, CancellationToken cancellation)
    {
        var (wrapped, _) = await CountAsync(generation, cancellation);
        if (wrapped > 0)
        {
            throw new RotationException(
                $"Generation {generation} still wraps {wrapped} keys, so it was not destroyed. Run ./domicile privacy "
                + "rotate again; it goes on where it stopped.");
        }

        Report(RotationStep.NothingLeft, generation);
        var goneAt = await wrapping.DestroyAsync(generation, cancellation);
        Report(RotationStep.GenerationDestroyed, generation);
        await NoteAsync(generation, goneAt, cancellation);
        Report(RotationStep.DestructionNoted, generation);
    }

    private async Task NoteAsync(int generation, DateTimeOffset goneAt, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(NoteSql, connection);
        command.Parameters.Add(new() { Value = generation });
        command.Parameters.Add(new() { Value = goneAt });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private Rewrap Users() => new(connection, wrapping)
    {
        ReadSql = ReadUsersSql,
        WriteSql = RewrapUsersSql,
        BeforeFirst = "-1",
        Place = id => UserKeys.Place(new UserId(region, long.Parse(id))),
    };

    private Rewrap Documents() => new(connection, wrapping)
    {
        ReadSql = ReadDocumentsSql,
        WriteSql = RewrapDocumentsSql,
        BeforeFirst = "",
        Place = keyId => keyId,
    };

    private async Task<(long Wrapped, long Lost)> CountAsync(int generation, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(CountSql, connection);
        command.Parameters.Add(new() { Value = generation });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private async Task<object?> ScalarAsync(string sql, int? generation, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (generation is { } number)
        {
            command.Parameters.Add(new() { Value = number });
        }

        return await command.ExecuteScalarAsync(cancellation);
    }

    private void Report(RotationStep step, int generation) =>
        progress?.Report(new(step, generation) { KeyCount = keyCount, LeftCount = leftCount });
}
