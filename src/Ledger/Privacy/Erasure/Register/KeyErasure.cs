using Domicile.Ledger.Privacy.Keys;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Privacy.Erasure.Register;

/// <summary>
/// Brings the key database to where the erasure register is: each number in its order, until the user's key is gone.
/// Safe to stop at any await, and for many at once. Lives as long as its keys.
/// </summary>
/// <param name="register">What is to be applied.</param>
/// <param name="keys">Destroys a user's key and notes the number in one commit.</param>
/// <param name="database">The key database, by a way that is open to one which is behind.</param>
public sealed class KeyErasure(ErasureRegister register, UserKeys keys, NodePool database)
{
    private static readonly string ReadAppliedSql = SqlFile.Read<KeyErasure>("ReadKeysApplied.sql");

    /// <summary>Applies what the key database has not applied yet.</summary>
    /// <returns>The number of the register that it is at now.</returns>
    /// <exception cref="NpgsqlException">Register or key database did not answer to the end.</exception>
    public async Task<long> ApplyAsync(CancellationToken cancellation)
    {
        await using var read = database.CreateCommand(ReadAppliedSql);
        var applied = (long)(await read.ExecuteScalarAsync(cancellation))!;
        while (await register.ReadAfterAsync(applied, cancellation) is { Count: > 0 } lines)
        {
            foreach (var line in lines)
            {
                await keys.DestroyAsync(line.User, line.Number, cancellation);
                applied = line.Number;
            }
        }

        return applied;
    }

    /// <summary>What is known of a key that was destroyed; null when the user had none.</summary>
    /// <param name="line">Applied already, or the next one.</param>
    /// <param name="cancellation">Stops the question.</param>
    internal async Task<DestroyedKey?> FindAsync(RegisteredErasure line, CancellationToken cancellation) =>
        await keys.DestroyAsync(line.User, line.Number, cancellation);
}
