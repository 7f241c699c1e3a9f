using System.Security.Cryptography;
using Npgsql;

namespace Domicile.Ledger.Privacy.Keys.Rotation;

/// <summary>
/// Wraps keys of one table anew, batch by batch, a commit each; whoever reads meanwhile finds a key under the old
/// generation or under the new one. Nothing is given up before what replaces it was seen to open.
/// </summary>
/// <param name="connection">The key database, as its owner.</param>
/// <param name="wrapping">Has both generations.</param>
internal sealed class Rewrap(NpgsqlConnection connection, IWrappingKeys wrapping)
{
    /// <summary>Keys a commit: a few milliseconds here, a second or two with a key service.</summary>
    public const int BatchSizeMax = 500;

    /// <summary>A key service answers each of three calls a key after some milliseconds.</summary>
    private const int KeysAtOnceMax = 16;

    public required string ReadSql { get; init; }

    public required string WriteSql { get; init; }

    /// <summary>An id before all others.</summary>
    public required string BeforeFirst { get; init; }

    /// <summary>What a key is wrapped for, by its id.</summary>
    public required Func<string, string> Place { get; init; }

    /// <summary>Wraps the next batch after that id; answers how many, and the last id; 0 for none.</summary>
    /// <param name="after">The last id of the batch before, or <see cref="BeforeFirst"/>.</param>
    /// <param name="generation">The one that shall wrap them.</param>
    /// <param name="cancellation">Stops before the commit.</param>
    /// <exception cref="RotationException">A key does not open.</exception>
    public async Task<(int Count, string Last)> RunBatchAsync(
        string after, int generation, CancellationToken cancellation)
    {
        var old = await ReadAsync(after, generation, cancellation);
        if (old.Count == 0)
        {
            return (0, after);
        }

        var (wrapped, fingerprints) = (new byte[old.Count][], new byte[old.Count][]);
        var sideBySide = new ParallelOptions
        {
            MaxDegreeOfParallelism = KeysAtOnceMax,
            CancellationToken = cancellation,
        };
        await Parallel.ForEachAsync(old.Index(), sideBySide, async (key, token) =>
            (wrapped[key.Index], fingerprints[key.Index]) =
                await WrapAsync(key.Item.Id, (key.Item.Generation, generation), key.Item.Wrapped, token));

        await using var command = new NpgsqlCommand(WriteSql, connection);
        command.Parameters.Add(new() { Value = generation });
        command.Parameters.Add(new() { Value = old.ConvertAll(key => key.Id) });
        command.Parameters.Add(new() { Value = wrapped });
        command.Parameters.Add(new() { Value = fingerprints });
        return (await command.ExecuteNonQueryAsync(cancellation), old[^1].Id);
    }

    private async Task<(byte[] Wrapped, byte[] Fingerprint)> WrapAsync(
        string id, (int Old, int New) generations, byte[] bytes, CancellationToken cancellation)
    {
        try
        {
            var place = Place(id);
            var key = await wrapping.UnwrapAsync(
                generations.Old, bytes, WrappedKeys.Place(place, generations.Old), cancellation);
            var newPlace = WrappedKeys.Place(place, generations.New);
            var wrapped = await wrapping.WrapAsync(generations.New, key, newPlace, cancellation);
            var again = await wrapping.UnwrapAsync(generations.New, wrapped, newPlace, cancellation);
            var isSame = CryptographicOperations.FixedTimeEquals(key, again);
            var fingerprint = Convert.FromHexString(KeyFingerprint.Of(key));
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(again);
            return isSame ? (wrapped, fingerprint) : throw new SealBrokenException();
        }
        catch (Exception e) when (e is SealBrokenException or WrappingKeyMissingException)
        {
            throw new RotationException(
                $"The wrapped key {id} does not open under generation {generations.Old}, so nothing was destroyed: "
                + $"{e.Message} Run ./domicile privacy rotate again afterwards; it goes on where it stopped.",
                e);
        }
    }

    private async Task<List<(string Id, int Generation, byte[] Wrapped)>> ReadAsync(
        string after, int generation, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReadSql, connection);
        command.Parameters.Add(new() { Value = generation });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = BatchSizeMax });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<(string, int, byte[])>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add((reader.GetString(0), reader.GetInt32(1), (byte[])reader[2]));
        }

        return rows;
    }
}
