using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Ledger.Users;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.Privacy.Export;

/// <summary>
/// Reads a user's rows page by page from whichever node has them. Each page is a short statement of its own: an export
/// of a million rows holds no snapshot and no connection while somebody reads it slowly, and goes on after a promotion.
/// </summary>
internal sealed class ExportPages(UserShards shards, NodePool register, NodePool keys)
{
    /// <summary>Rows in memory at a time.</summary>
    public const int RowsMax = 500;

    private static readonly string ShardSql = SqlFile.Read<ExportPages>("ShardPage.sql");
    private static readonly string RegisterSql = SqlFile.Read<ExportPages>("RegisterPage.sql");
    private static readonly string KeysSql = SqlFile.Read<ExportPages>("KeysPage.sql");

    /// <summary>The next page after a place; from the beginning when that is null.</summary>
    public async Task<Outcome<ExportPage>> ReadAsync(
        ExportTable table, UserId user, string? place, CancellationToken cancellation)
    {
        try
        {
            return table.Database switch
            {
                DatabaseKind.Shard => await ReadShardAsync(table, user, place, cancellation),
                DatabaseKind.Register =>
                    await ReadNodeAsync(register.CreateCommand(RegisterSql), (table, user, place), cancellation),
                DatabaseKind.Keys =>
                    await ReadNodeAsync(keys.CreateCommand(KeysSql), (table, user, place), cancellation),
                _ => throw new InvalidOperationException($"No user has anything in the {table.Database} database."),
            };
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable($"{user.Region}/{table.Database.ToString().ToLowerInvariant()}", e);
        }
    }

    private Task<Outcome<ExportPage>> ReadShardAsync(
        ExportTable table, UserId user, string? place, CancellationToken cancellation) =>
        shards.ReadAsync(
            new BookQuery(user, ShardSql) { More = parameters => Add(parameters, table, place) },
            async (reader, token) =>
            {
                var rows = new List<(string Place, string Content)>();
                do
                {
                    if (!await reader.IsDBNullAsync(1, token))
                    {
                        rows.Add((reader.GetString(1), reader.GetString(2)));
                    }
                }
                while (await reader.ReadAsync(token));
                return Page(rows);
            },
            cancellation);

    private static async Task<ExportPage> ReadNodeAsync(
        NpgsqlCommand command, (ExportTable Table, UserId User, string? Place) wanted, CancellationToken cancellation)
    {
        await using var _ = command;
        command.Parameters.AddWithValue(wanted.User.Number);
        Add(command.Parameters, wanted.Table, wanted.Place);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add((reader.GetString(0), reader.GetString(1)));
        }

        return Page(rows);
    }

    private static void Add(NpgsqlParameterCollection parameters, ExportTable table, string? place)
    {
        parameters.AddWithValue(table.Table);
        parameters.AddWithValue(table.Columns.Select(column => column.Column).ToArray());
        parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = NpgsqlDbType.Jsonb,
            Value = (object?)place ?? DBNull.Value,
        });
        parameters.AddWithValue(RowsMax);
    }

    private static ExportPage Page(List<(string Place, string Content)> rows) => new(
        [.. rows.Select(row => row.Content)], rows.Count == RowsMax ? rows[^1].Place : null);
}
