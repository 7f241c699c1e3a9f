using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Local.Restores;

/// <summary>How far a shard has applied the erasure register, by itself.</summary>
internal static class BackupErasures
{
    private static readonly string ReadSql = SqlFile.Read(typeof(BackupErasures), "ReadApplied.sql");

    public static async Task<long> ReadAsync(NpgsqlDataSource shard, CancellationToken cancellation)
    {
        await using var command = shard.CreateCommand(ReadSql);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
