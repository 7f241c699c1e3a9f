using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;

namespace Domicile.Ledger.Privacy.Keys;

/// <summary>
/// Which generation of the wrapping key new keys are wrapped by, as the key database says. It is asked once, and again
/// when it refused that generation. Lives as long as its key database.
/// </summary>
internal sealed class KeyGenerations(NodePool database, IWrappingKeys wrapping)
{
    private static readonly string ReadSql = SqlFile.Read<KeyGenerations>("ReadOpenGeneration.sql");
    private static readonly string OpenSql = SqlFile.Read<KeyGenerations>("OpenFirstGeneration.sql");

    private int open;

    /// <exception cref="WrappingKeyMissingException">
    /// The wrapping key has not the generation that the key database names, or another key under its number.
    /// </exception>
    public async ValueTask<int> OpenAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref open) is var known and > 0)
        {
            return known;
        }

        var there = await wrapping.ListAsync(cancellation);
        if (await ReadAsync(cancellation) is not { } recorded)
        {
            await NoteFirstAsync(there.Count > 0 ? there[^1] : null, cancellation);
            recorded = await ReadAsync(cancellation)
                ?? throw new InvalidOperationException("The key database has no open generation.");
        }

        if (!there.Contains(recorded))
        {
            throw new WrappingKeyMissingException(recorded.Number);
        }

        Volatile.Write(ref open, recorded.Number);
        return recorded.Number;
    }

    /// <summary>The generation was refused: a rotation has retired it.</summary>
    public void Forget() => Volatile.Write(ref open, 0);

    private async Task<WrappingGeneration?> ReadAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new WrappingGeneration(
                reader.GetInt32(0), Convert.ToHexStringLower(await reader.GetFieldValueAsync<byte[]>(1, cancellation)))
            : null;
    }

    private async Task NoteFirstAsync(WrappingGeneration? first, CancellationToken cancellation)
    {
        var generation = first ?? throw new WrappingKeyMissingException(1);
        await using var command = database.CreateCommand(OpenSql);
        command.Parameters.Add(new() { Value = generation.Number });
        command.Parameters.Add(new() { Value = Convert.FromHexString(generation.Fingerprint) });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
