using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Privacy.Erasure.Register;

/// <summary>
/// Brings shards to where the erasure register is: each number in its order, whether the user is there or not, until
/// what was personal is gone and the shard has noted the number, in one commit. Safe to stop at any await, and for many
/// at once. Lives as long as its register.
/// </summary>
public sealed class ErasureApplication(ErasureRegister register)
{
    /// <summary>Rows of one commit: a statement of a server has two seconds.</summary>
    private const int RowsMax = 2000;

    private static readonly string ReadAppliedSql = SqlFile.Read<ErasureApplication>("ReadApplied.sql");
    private static readonly string ApplySql = SqlFile.Read<ErasureApplication>("ApplyErasure.sql");

    /// <summary>Applies what the shard has not applied yet.</summary>
    /// <param name="shard">Its primary, by a way that is open to a shard which is behind.</param>
    /// <returns>The number of the register that the shard is at now.</returns>
    /// <exception cref="NpgsqlException">Register or shard did not answer to the end.</exception>
    public async Task<long> ApplyAsync(NodePool shard, CancellationToken cancellation)
    {
        await using var connection = await shard.OpenConnectionAsync(cancellation);
        await using var read = new NpgsqlCommand(ReadAppliedSql, connection);
        var applied = (long)(await read.ExecuteScalarAsync(cancellation))!;
        while (await register.ReadAfterAsync(applied, cancellation) is { Count: > 0 } lines)
        {
            foreach (var line in lines)
            {
                while (!await ApplyAsync(connection, line, cancellation))
                {
                }

                applied = line.Number;
            }
        }

        return applied;
    }

    /// <returns>False while there are rows left.</returns>
    private static async Task<bool> ApplyAsync(
        NpgsqlConnection shard, RegisteredErasure line, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ApplySql, shard);
        command.Parameters.AddWithValue(line.User.Number);
        command.Parameters.AddWithValue(line.Number);
        command.Parameters.AddWithValue(RowsMax);
        return (string)(await command.ExecuteScalarAsync(cancellation))! != "more";
    }
}
