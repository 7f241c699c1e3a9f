using Domicile.Sharding.Map;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Sharding.Setup;

/// <summary>Fills one region's register from its topology, in one transaction.</summary>
internal sealed class RegisterSetup(RegionTopology topology)
{
    private static readonly string NameRegionSql = SqlFile.Read<RegisterSetup>("NameRegion.sql");
    private static readonly string ReadShardsSql = SqlFile.Read<RegisterSetup>("ReadShards.sql");
    private static readonly string ReadRangesSql = SqlFile.Read<RegisterSetup>("ReadRanges.sql");
    private static readonly string ReadFirstRangesSql = SqlFile.Read<RegisterSetup>("ReadFirstRanges.sql");
    private static readonly string AddShardsSql = SqlFile.Read<RegisterSetup>("AddShards.sql");
    private static readonly string AddFirstRangesSql = SqlFile.Read<RegisterSetup>("AddFirstRanges.sql");
    private static readonly string SetStandbysSql = SqlFile.Read<RegisterSetup>("SetStandbys.sql");

    /// <summary>The register's state afterwards, or the problems with which it was left as it was.</summary>
    public async Task<(RegisterState State, IReadOnlyList<string> Problems)> RunAsync(
        string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var name = new NpgsqlCommand(NameRegionSql, connection, transaction)
        {
            Parameters = { new() { Value = topology.Name }, new() { Value = topology.RangeWidth } },
        };
        if (await name.ExecuteScalarAsync(cancellation) is null)
        {
            return (
                new RegisterState([], [], []),
                [$"The register given for region {topology.Name} is another region's: look at the addresses."]);
        }

        var state = await ReadAsync(connection, cancellation);
        var plan = RegisterPlan.Make(topology, state);
        if (plan.Problems.Count > 0)
        {
            return (state, plan.Problems);
        }

        if (plan.NewShards.Count + plan.NewRanges.Count > 0)
        {
            await CarryOutAsync(connection, plan, cancellation);
            state = await ReadAsync(connection, cancellation);
        }

        await SetStandbysAsync(connection, cancellation);
        await transaction.CommitAsync(cancellation);
        return (state, []);
    }

    // A standby that is new may be promoted once it was seen to follow.
    private async Task SetStandbysAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var standbys = topology.Shards
            .SelectMany(shard => Enumerable.Range(1, shard.Replicas).Select(i => (Shard: shard.Name, Name: $"r{i}")))
            .ToList();
        await using var command = new NpgsqlCommand(SetStandbysSql, connection)
        {
            Parameters =
            {
                new() { Value = standbys.Select(standby => standby.Shard).ToArray() },
                new() { Value = standbys.Select(standby => standby.Name).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task CarryOutAsync(
        NpgsqlConnection connection, RegisterPlan plan, CancellationToken cancellation)
    {
        await using var shards = new NpgsqlCommand(AddShardsSql, connection)
        {
            Parameters = { new() { Value = plan.NewShards.ToArray() } },
        };
        await shards.ExecuteNonQueryAsync(cancellation);
        if (plan.NewRanges.Count == 0)
        {
            return;
        }

        await using var ranges = new NpgsqlCommand(AddFirstRangesSql, connection)
        {
            Parameters =
            {
                new() { Value = plan.NewRanges.Select(range => range.Range.First).ToArray() },
                new() { Value = plan.NewRanges.Select(range => range.Range.End).ToArray() },
                new() { Value = plan.NewRanges.Select(range => range.Shard).ToArray() },
            },
        };
        await ranges.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<RegisterState> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        new(
            await Rows.ReadAsync(
                connection,
                ReadShardsSql,
                row => new ShardState(row.GetString(0), row.GetInt32(1), row.GetBoolean(2)),
                cancellation),
            await Rows.ReadAsync(
                connection,
                ReadRangesSql,
                row => new RangeState(
                    new KeyRange(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3)),
                    row.GetBoolean(4)),
                cancellation),
            await Rows.ReadAsync(
                connection,
                ReadFirstRangesSql,
                row => (new NumberRange(row.GetInt64(0), row.GetInt64(1)), row.GetString(2)),
                cancellation));
}
