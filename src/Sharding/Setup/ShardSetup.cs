using Domicile.Sharding.Map;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Sharding.Setup;

/// <summary>Gives one shard its name, epoch and ranges as the register has them, in one transaction.</summary>
internal sealed class ShardSetup(string region, RegisterState register)
{
    private static readonly string NameShardSql = SqlFile.Read<ShardSetup>("NameShard.sql");
    private static readonly string ReadShardSql = SqlFile.Read<ShardSetup>("ReadShard.sql");
    private static readonly string ReadShardRangesSql = SqlFile.Read<ShardSetup>("ReadShardRanges.sql");
    private static readonly string AddShardRangesSql = SqlFile.Read<ShardSetup>("AddShardRanges.sql");

    /// <summary>Empty, or the problems with which the shard was left as it was.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(
        string name, string connectionString, CancellationToken cancellation)
    {
        var expected = register.Shards.Single(shard => shard.Name == name);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await NameAsync(connection, expected, cancellation) is { } stranger)
        {
            return [stranger];
        }

        var present = await Rows.ReadAsync(
            connection,
            ReadShardRangesSql,
            row => new RangeState(
                new KeyRange(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), name), row.GetBoolean(3)),
            cancellation);
        var owned = register.Ranges.Where(state => state.IsOpen && state.Range.Shard == name);
        var plan = ShardPlan.Make($"{region}/{name}", [.. owned.Select(state => state.Range)], present);
        if (plan.Problems.Count > 0)
        {
            return plan.Problems;
        }

        await AddRangesAsync(connection, plan.NewRanges, cancellation);
        await transaction.CommitAsync(cancellation);
        return [];
    }

    /// <summary>Null when the shard is the one that the register means; else why not.</summary>
    private async Task<string?> NameAsync(
        NpgsqlConnection connection, ShardState expected, CancellationToken cancellation)
    {
        var fullName = $"{region}/{expected.Name}";
        await using var command = new NpgsqlCommand(NameShardSql, connection)
        {
            Parameters = { new() { Value = fullName }, new() { Value = expected.Epoch } },
        };
        var isNew = await command.ExecuteNonQueryAsync(cancellation) == 1;
        if (isNew && expected.HasLeases)
        {
            return $"{fullName} is empty, but the register has given it user numbers: its data are lost, or this is "
                + "another node. Restore it; an empty one would give the same numbers to other people.";
        }

        var (name, epoch) = (await Rows.ReadAsync(
            connection, ReadShardSql, row => (row.GetString(0), row.GetInt32(1)), cancellation)).Single();
        if (name != fullName)
        {
            return $"The node given as {fullName} says that it is {name}: look at the addresses.";
        }

        return epoch == expected.Epoch
            ? null
            : $"{fullName} is of epoch {epoch}, but the register says {expected.Epoch}: it was promoted or restored, "
                + "and takes no new ranges until both say the same.";
    }

    private static async Task AddRangesAsync(
        NpgsqlConnection connection, IReadOnlyList<KeyRange> ranges, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(AddShardRangesSql, connection)
        {
            Parameters =
            {
                new() { Value = ranges.Select(range => range.Id).ToArray() },
                new() { Value = ranges.Select(range => range.First).ToArray() },
                new() { Value = ranges.Select(range => range.End).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
