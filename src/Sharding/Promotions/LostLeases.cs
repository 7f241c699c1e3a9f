using Domicile.Sharding.Register;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Sharding.Promotions;

/// <summary>
/// What a register that was promoted itself may have forgotten of the user numbers that it leased: without this,
/// numbers that people have would be leased to others. For before a shard's next epoch; may be repeated, and costs a
/// block of numbers each time.
/// </summary>
/// <param name="register">As the role that owns its schema.</param>
/// <param name="shard">The name within the region, such as <c>s1</c>.</param>
public sealed class LostLeases(NodeAddress register, string shard)
{
    private const string Application = "domicile promote";

    private static readonly string ReadBlocksSql = SqlFile.Read<LostLeases>("ReadBlocks.sql");
    private static readonly string PutBackSql = SqlFile.Read<LostLeases>("PutBackLeases.sql");
    private static readonly string BurnBlockSql = SqlFile.Read<LostLeases>("BurnBlock.sql");

    /// <summary>Puts back the leases of blocks that the shard has, and gives up the block after them.</summary>
    /// <param name="primary">The shard's new primary as the role that owns its schema; only read.</param>
    /// <param name="cancellation">Nothing is done, or all of it.</param>
    /// <exception cref="RegisterException">
    /// The shard has a block in a range that the register does not give to it, or that another shard has.
    /// </exception>
    /// <exception cref="NpgsqlException">A node does not answer.</exception>
    public async Task PutBackAsync(NodeAddress primary, CancellationToken cancellation)
    {
        var blocks = await ReadBlocksAsync(primary, cancellation);
        await using var connection = new NpgsqlConnection(register.PatientConnectionString(Application));
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await PutBackAsync(connection, blocks, cancellation);
        await using (var burn = new NpgsqlCommand(BurnBlockSql, connection))
        {
            burn.Parameters.AddWithValue(shard);
            await burn.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private async Task PutBackAsync(
        NpgsqlConnection connection, List<Block> blocks, CancellationToken cancellation)
    {
        await using var putBack = new NpgsqlCommand(PutBackSql, connection)
        {
            Parameters =
            {
                new() { Value = shard },
                new() { Value = blocks.Select(block => block.Epoch).ToArray() },
                new() { Value = blocks.Select(block => block.Ordinal).ToArray() },
                new() { Value = blocks.Select(block => block.First).ToArray() },
                new() { Value = blocks.Select(block => block.End).ToArray() },
            },
        };
        try
        {
            if (await putBack.ExecuteScalarAsync(cancellation) is not long known || known != blocks.Count)
            {
                throw new RegisterException(
                    $"{shard} has user numbers in a range that the register does not give to it: the register has "
                    + "forgotten it. Put it back first, by docs/guides/restore.md, Restore a register.");
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ExclusionViolation)
        {
            throw new RegisterException(
                $"{shard} has user numbers that the register has leased a second time: {e.MessageText}. Look with "
                + "verify before anything else.",
                e);
        }
    }

    private static async Task<List<Block>> ReadBlocksAsync(NodeAddress primary, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(primary.PatientConnectionString(Application));
        await connection.OpenAsync(cancellation);
        return await Rows.ReadAsync(
            connection,
            ReadBlocksSql,
            row => new Block(row.GetInt32(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3)),
            cancellation);
    }

    private sealed record Block(int Epoch, int Ordinal, long First, long End);
}
