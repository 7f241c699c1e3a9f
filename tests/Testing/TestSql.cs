using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Testing;

/// <summary>One statement on one database, to look at or to plant something.</summary>
public static class TestSql
{
    public static async Task<T> ScalarAsync<T>(NodeAddress address, string sql)
    {
        await using var connection = new NpgsqlConnection(address.PatientConnectionString("test sql"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task RunAsync(NodeAddress address, string sql) => await ScalarAsync<object?>(address, sql);

    public static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
