using System.Text;
using Domicile.Sharding.Topology;

namespace Domicile.Ledger.Tests.Users;

/// <summary>Looks for a text in every row of every table of a database, as text and as the bytes of it.</summary>
internal static class TestDump
{
    /// <summary>The names of the tables that have it; empty for none.</summary>
    public static async Task<string> TablesWithAsync(NodeAddress address, string text)
    {
        await using var source = address.Open("test", 1);
        var tables = new List<string>();
        await using (var list = source.CreateCommand(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname !~ '^(pg_|information)'"))
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        Assert.NotEmpty(tables);
        var found = new StringBuilder();
        foreach (var table in tables)
        {
            await using var look = source.CreateCommand(
                $"select count(*) from {table} t where t::text ilike '%' || $1 || '%' or t::text ilike '%' || $2 || "
                + "'%'");
            look.Parameters.AddWithValue(text);
            look.Parameters.AddWithValue(Convert.ToHexString(Encoding.UTF8.GetBytes(text)));
            found.Append((long)(await look.ExecuteScalarAsync())! > 0 ? table + " " : "");
        }

        return found.ToString();
    }
}
