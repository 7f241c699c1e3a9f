using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;

namespace Domicile.Local.Restores;

/// <summary>How far a shard has applied the erasure register, by itself.</summary>
internal static class BackupErasures
{
    private static readonly string ReadSql = SqlFile.Read(typeof(BackupErasures), "ReadApplied.sql");

    public static async Task<long> ReadAsync(NodePool shard, CancellationToken cancellation)
    {
        await using var command = shard.CreateCommand(ReadSql);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
