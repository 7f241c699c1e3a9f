using System.Security.Cryptography;
using Domicile.Sharding.Nodes;
using Npgsql;

namespace Domicile.Ledger.Privacy.Keys;

/// <summary>
/// Reads keys from the key database and unwraps them, and makes new ones under the open generation; beside a rotation
/// too. Lives as long as its key database.
/// </summary>
internal sealed class WrappedKeys(NodePool database, IWrappingKeys wrapping)
{
    // A rotation may come between two tries, and they are rare.
    private const int TriesMax = 5;

    private readonly KeyGenerations generations = new(database, wrapping);

    /// <summary>A key, unwrapped; null when there is no row, or none that is wrapped any more.</summary>
    /// <param name="findSql">Answers with wrapped and generation.</param>
    /// <param name="id">Its one parameter.</param>
    /// <param name="place">Whose key it is.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async ValueTask<byte[]?> FindAsync(
        string findSql, object id, string place, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            if (await ReadAsync(findSql, id, cancellation) is not { } found)
            {
                return null;
            }

            try
            {
                return await wrapping.UnwrapAsync(
                    found.Generation, found.Wrapped, Place(place, found.Generation), cancellation);
            }
            catch (WrappingKeyMissingException) when (tries < TriesMax)
            {
                // A rotation has wrapped it anew since it was read.
            }
        }
    }

    /// <summary>
    /// Makes a key, or finds the one that another caller made; null when it was destroyed, for good.
    /// </summary>
    /// <param name="keepSql">
    /// Takes generation, wrapped, fingerprint and id; answers with the outcome, and generation and wrapped of the key
    /// that counts.
    /// </param>
    /// <param name="id">Its last parameter.</param>
    /// <param name="place">Whose key it is.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async ValueTask<byte[]?> MakeAsync(
        string keepSql, object id, string place, CancellationToken cancellation)
    {
        var key = HeldKey.Allocate();
        RandomNumberGenerator.Fill(key);
        try
        {
            for (var tries = 1; tries <= TriesMax; tries++)
            {
                if (await WrapAsync(key, place, cancellation) is not var (generation, wrapped))
                {
                    continue;
                }

                await using var command = database.CreateCommand(keepSql);
                command.Parameters.Add(new() { Value = generation });
                command.Parameters.Add(new() { Value = wrapped });
                command.Parameters.Add(new() { Value = Convert.FromHexString(KeyFingerprint.Of(key)) });
                command.Parameters.Add(new() { Value = id });
                var kept = await KeepAsync(command, cancellation);
                switch (kept.Outcome)
                {
                    case "destroyed":
                        return null;
                    case "kept":
                        // Its own too: what does not open must not seal anything.
                        return await wrapping.UnwrapAsync(
                            kept.Generation, kept.Wrapped, Place(place, kept.Generation), cancellation);
                    default:
                        generations.Forget();
                        break;
                }
            }

            throw new InvalidOperationException("The open generation of the wrapping key changed at every try.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Null when the generation that was open is gone: a rotation has come and ended since.</summary>
    private async ValueTask<(int Generation, byte[] Wrapped)?> WrapAsync(
        byte[] key, string place, CancellationToken cancellation)
    {
        var generation = await generations.OpenAsync(cancellation);
        try
        {
            return (generation, await wrapping.WrapAsync(generation, key, Place(place, generation), cancellation));
        }
        catch (WrappingKeyMissingException)
        {
            generations.Forget();
            return null;
        }
    }

    /// <summary>What a key is wrapped for.</summary>
    public static string Place(string place, int generation) => $"{place}/{generation}";

    private static async Task<(string Outcome, int Generation, byte[] Wrapped)> KeepAsync(
        NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var outcome = reader.GetString(0);
        return outcome == "kept" ? (outcome, reader.GetInt32(1), (byte[])reader[2]) : (outcome, 0, []);
    }

    private async Task<(int Generation, byte[] Wrapped)?> ReadAsync(
        string findSql, object id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(findSql);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetInt32(1), (byte[])reader[0]) : null;
    }
}
