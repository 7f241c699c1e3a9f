using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Cli.Chaos.Proof;

/// <summary>Reads the books themselves, on every shard's primary, as their owner.</summary>
internal static class BookRows
{
    private static readonly string ReadSql = SqlFile.Read(typeof(BookRows), "ReadBookRows.sql");

    public static async Task<IReadOnlyList<BookRow>> ReadAsync(
        WorldAddresses addresses, IEnumerable<string> users, CancellationToken cancellation)
    {
        var rows = new List<BookRow>();
        var ids = users.Select(user => UserId.TryParse(user, out var id)
            ? id
            : throw new ArgumentException($"{user} is not a user id.", nameof(users)));
        foreach (var region in ids.GroupBy(id => id.Region))
        {
            foreach (var shard in addresses.Region(region.Key, NodeRoles.Owner).Shards)
            {
                await using var source = shard.Primary.Open("domicile-chaos", 1);
                await using var command = source.CreateCommand(ReadSql);
                command.Parameters.Add(
                    new NpgsqlParameter<long[]> { TypedValue = [.. region.Select(id => id.Number)] });
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                {
                    rows.Add(new BookRow(
                        $"{region.Key}-{reader.GetInt64(0)}",
                        reader.GetGuid(1),
                        reader.GetString(2),
                        reader.GetString(3),
                        reader.GetInt64(4),
                        reader.GetInt64(5)));
                }
            }
        }

        return rows;
    }
}
