using Domicile.Sharding.Fencing;
using Domicile.Sharding.Register;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Sharding.Placement;

/// <summary>Takes a user number from a shard's block, and leases the next block when that one is empty.</summary>
internal sealed class NumberTaking(ShardRouter router, TimeProvider time)
{
    /// <summary>
    /// Each turn either takes the number, or installs a block of 1,000 that others may empty first, or waits for a
    /// range that is being closed; the waits are 1.3 s in all.
    /// </summary>
    private const int TurnCountMax = 64;

    private const int BusyCountMax = 8;

    private static readonly TimeSpan BusyDelayFirst = TimeSpan.FromMilliseconds(5);
    private static readonly string TakeNumberSql = SqlFile.Read<NumberTaking>("TakeNumber.sql");
    private static readonly string LeaseBlockSql = SqlFile.Read<NumberTaking>("LeaseBlock.sql");
    private static readonly string InstallBlockSql = SqlFile.Read<NumberTaking>("InstallBlock.sql");

    /// <summary>The number that the creation has on the shard from now on; null when its range stays closed.</summary>
    public async Task<long?> TakeAsync(Shard shard, Guid creationId, CancellationToken cancellation)
    {
        var busyCount = 0;
        for (var turn = 0; turn < TurnCountMax; turn++)
        {
            try
            {
                var (number, epoch, nextOrdinal) = await TryTakeAsync(shard, creationId, cancellation);
                if (number is not null)
                {
                    return number;
                }

                if (await TryInstallAsync(shard, epoch, nextOrdinal, cancellation))
                {
                    continue;
                }
            }
            catch (PostgresException e) when (e.SqlState is FenceCodes.Busy or FenceCodes.Moved)
            {
                // As when the block's range is closed on the shard: the move ends, or takes the range elsewhere.
            }
            catch (PostgresException e) when (e.SqlState == FenceCodes.EpochSuperseded)
            {
                throw new RegisterException($"{shard.FullName} can lease no numbers: {e.MessageText}; {e.Hint}.", e);
            }

            if (busyCount == BusyCountMax)
            {
                return null;
            }

            await Task.Delay(BusyDelayFirst * (1 << busyCount++), time, cancellation);
        }

        return null;
    }

    private static async Task<(long? Number, int Epoch, int NextOrdinal)> TryTakeAsync(
        Shard shard, Guid creationId, CancellationToken cancellation)
    {
        await using var command = shard.Primary.CreateCommand(TakeNumberSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = creationId });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return await reader.IsDBNullAsync(0, cancellation)
            ? (null, reader.GetInt32(1), reader.GetInt32(2))
            : (reader.GetInt64(0), reader.GetInt32(1), 0);
    }

    /// <summary>False when the block's range is closed on the shard at the moment.</summary>
    private async Task<bool> TryInstallAsync(Shard shard, int epoch, int ordinal, CancellationToken cancellation)
    {
        var (rangeId, range, block) = await LeaseAsync(shard, epoch, ordinal, cancellation);
        await using var command = shard.Primary.CreateCommand(InstallBlockSql);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = epoch });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ordinal });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = rangeId });
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = range is { } numbers ? numbers : DBNull.Value,
            DataTypeName = "int8range",
        });
        command.Parameters.Add(new NpgsqlParameter<NpgsqlRange<long>> { TypedValue = block });
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private async Task<(int RangeId, NpgsqlRange<long>? Range, NpgsqlRange<long> Block)> LeaseAsync(
        Shard shard, int epoch, int ordinal, CancellationToken cancellation)
    {
        await using var command = router.Register.CreateCommand(LeaseBlockSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = shard.Name });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = epoch });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ordinal });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (
            reader.GetInt32(0),
            await reader.IsDBNullAsync(1, cancellation) ? null : reader.GetFieldValue<NpgsqlRange<long>>(1),
            reader.GetFieldValue<NpgsqlRange<long>>(2));
    }
}
