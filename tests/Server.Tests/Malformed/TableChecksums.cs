using Domicile.Sharding.Nodes;
using Domicile.Sharding.Topology;
using Domicile.Testing;

namespace Domicile.Server.Tests.Malformed;

/// <summary>A checksum of every table of every database of one region, to show that nothing changed.</summary>
internal static class TableChecksums
{
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(TestBooks books)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await ReadAsync("register", books.Owner.Register, found);
        await ReadAsync("keys", books.KeysOwner, found);
        foreach (var shard in books.Owner.Shards)
        {
            await ReadAsync(shard.Name, shard.Primary, found);
        }

        return found;
    }

    private static async Task ReadAsync(string node, NodeAddress address, SortedDictionary<string, string> found)
    {
        await using var database = address.Open("test", 1);
        foreach (var table in await TablesAsync(database))
        {
            await using var sum = database.CreateCommand(
                $"""
                select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), ''))
                from {table} t
                """);
            found[$"{node} {table}"] = (string)(await sum.ExecuteScalarAsync())!;
        }
    }

    private static async Task<List<string>> TablesAsync(NodePool database)
    {
        await using var list = database.CreateCommand(
            """
            select format('%I.%I', schemaname, tablename) from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema')
              -- Passes go on with what happened before; whatever happens has its row in the outbox.
              and tablename not in ('outbox_cursor', 'figures_batch', 'figures_line', 'document', 'document_due')
            """);
        await using var reader = await list.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }
}
