using Domicile.Sharding.Map;
using Domicile.Sharding.Register;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Sharding.Promotions;

/// <summary>
/// What a register and a new primary have to do with a promotion: the register raises the shard's epoch and says where
/// its primary is, then the new primary takes that epoch and the ranges that the register gives to it. The caller has
/// made sure before that the old primary is gone, and has the replica promoted in between. Each step can be repeated.
/// </summary>
/// <param name="register">As the role that owns its schema.</param>
/// <param name="shard">The name within the region, such as <c>s1</c>.</param>
public sealed class ShardPromotion(NodeAddress register, string shard)
{
    private const string Application = "domicile promote";
    private const string AloneOption = "-c synchronous_commit=local";
    private const NpgsqlDbType TextArray = NpgsqlDbType.Array | NpgsqlDbType.Text;

    /// <summary>A replica that has to be made anew takes its time.</summary>
    private const int FollowSecondsMax = 120;

    private static readonly string LockShardSql = SqlFile.Read<ShardPromotion>("LockShard.sql");
    private static readonly string ListStandbysSql = SqlFile.Read<ShardPromotion>("ListStandbys.sql");
    private static readonly string RaiseEpochSql = SqlFile.Read<ShardPromotion>("RaiseEpoch.sql");
    private static readonly string ListRangesSql = SqlFile.Read<ShardPromotion>("ListRanges.sql");
    private static readonly string BeginEpochSql = SqlFile.Read<ShardPromotion>("BeginEpoch.sql");

    /// <summary>What the register says of the shard now.</summary>
    /// <exception cref="RegisterException">It does not know the shard.</exception>
    public async Task<ShardStanding> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(register, cancellation);
        return await ReadAsync(connection, cancellation);
    }

    /// <summary>
    /// Decides: from its commit on the shard is of the next epoch, with its primary at another place.
    /// </summary>
    /// <param name="before">What was read before; nothing happens when it is not so any more.</param>
    /// <param name="reached">
    /// The standbys that the chosen one is not behind: one of them must still be promotable. Null when every commit is
    /// on the disk of a standby, so that the one that is furthest has all.
    /// </param>
    /// <param name="address">Where it is.</param>
    /// <param name="cancellation">Cancelled while the commit is under way, it may be decided or not.</param>
    /// <returns>The new epoch.</returns>
    /// <exception cref="RegisterException">None of them may be promoted any more, or another was.</exception>
    public async Task<int> DecideAsync(
        ShardStanding before, IReadOnlyList<string>? reached, NodeAddress address, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(register, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ReadAsync(connection, cancellation);
        await using var raise = new NpgsqlCommand(RaiseEpochSql, connection)
        {
            Parameters =
            {
                new() { Value = shard },
                new() { Value = before.Epoch },
                new() { Value = (object?)reached?.ToArray() ?? DBNull.Value, NpgsqlDbType = TextArray },
                new() { Value = address.Place },
            },
        };
        var epoch = await raise.ExecuteScalarAsync(cancellation) is int raised
            ? raised
            : throw new RegisterException(
                $"{shard} was promoted by somebody else, or the replica may not be promoted any more. Look with "
                + "./domicile status and try again.");
        await transaction.CommitAsync(cancellation);
        return epoch;
    }

    /// <summary>Lets the new primary take its epoch and ranges: from its commit on it is written to.</summary>
    /// <param name="primary">The promoted node as the role that owns its schema.</param>
    /// <param name="epoch">As the register has it.</param>
    /// <param name="waits">
    /// True to return when a standby has it, where commits wait for one; else the primary alone is enough.
    /// </param>
    /// <param name="cancellation">Repeat what was cancelled.</param>
    public async Task BeginAsync(NodeAddress primary, int epoch, bool waits, CancellationToken cancellation)
    {
        await using var registered = await OpenAsync(register, cancellation);
        var ranges = await ReadRangesAsync(registered, cancellation);
        await using var connection = await OpenAsync(primary, cancellation, waits ? null : AloneOption);
        await using var begin = new NpgsqlCommand(BeginEpochSql, connection)
        {
            CommandTimeout = FollowSecondsMax,
            Parameters =
            {
                new() { Value = epoch },
                new() { Value = ranges.Select(range => range.Id).ToArray() },
                new() { Value = ranges.Select(range => range.First).ToArray() },
                new() { Value = ranges.Select(range => range.End).ToArray() },
            },
        };
        await begin.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<ShardStanding> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var found = default((int Epoch, string? Place)?);
        await using (var command = Ask(connection, LockShardSql))
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                found = (
                    reader.GetInt32(0), await reader.IsDBNullAsync(1, cancellation) ? null : reader.GetString(1));
            }
        }

        var standbys = new List<(string Name, bool IsPromotable)>();
        await using (var command = Ask(connection, ListStandbysSql))
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                standbys.Add((reader.GetString(0), reader.GetBoolean(1)));
            }
        }

        return found is { } row
            ? new ShardStanding(
                row.Epoch,
                row.Place,
                [.. standbys.Select(standby => standby.Name)],
                [.. standbys.Where(standby => standby.IsPromotable).Select(standby => standby.Name)])
            : throw new RegisterException($"The register knows no shard {shard}.");
    }

    private async Task<List<KeyRange>> ReadRangesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var ranges = new List<KeyRange>();
        await using var command = Ask(connection, ListRangesSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            ranges.Add(new KeyRange(reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2), shard));
        }

        return ranges;
    }

    private NpgsqlCommand Ask(NpgsqlConnection connection, string sql) =>
        new(sql, connection) { Parameters = { new() { Value = shard } } };

    private static async Task<NpgsqlConnection> OpenAsync(
        NodeAddress address, CancellationToken cancellation, string? options = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(address.ConnectionString(Application, pooled: false))
        {
            Options = options,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
