using System.Security.Cryptography;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Keys.Proof;

/// <summary>
/// Tries every key that a region has on what an erased user's key had sealed, and on the wrapped key itself. With the
/// rights of a node's owner and of the wrapping key: nobody has more. For the length of one proof.
/// </summary>
public sealed class KeyProof(NodeAddress keys, IWrappingKeys wrapping, string region)
{
    private const string Application = "domicile canary";
    private static readonly string ReadWrappedSql = SqlFile.Read<KeyProof>("ReadWrappedKey.sql");
    private static readonly string ReadLivingSql = SqlFile.Read<KeyProof>("ReadLivingKeys.sql");
    private static readonly string ReadSealedSql = SqlFile.Read<KeyProof>("ReadSealed.sql");

    /// <summary>Notes a living user's key, and what it sealed.</summary>
    /// <param name="user">Made for the purpose.</param>
    /// <param name="shard">The user's shard, as its owner.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="InvalidOperationException">The user has no key.</exception>
    public async Task<NotedSecrets> NoteAsync(UserId user, NodeAddress shard, CancellationToken cancellation)
    {
        await using var database = keys.Open(Application, 1);
        await using var command = database.CreateCommand(ReadWrappedSql);
        command.Parameters.Add(new() { Value = user.Number });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            throw new InvalidOperationException($"The user {user} has no key.");
        }

        var (wrapped, generation) = ((byte[])reader[0], reader.GetInt32(1));
        var place = Place(UserKeys.Place(user), generation);
        var key = await wrapping.UnwrapAsync(generation, wrapped, place, cancellation);
        return new NotedSecrets(user, wrapped, key, await ReadSealedAsync(user, shard, cancellation))
        {
            Generation = generation,
        };
    }

    /// <summary>Tries all generations, all keys that they unwrap, and some secrets more.</summary>
    /// <param name="noted">From before the erasure.</param>
    /// <param name="secrets">32 bytes each, such as what stands in the region's key files, by a name.</param>
    /// <param name="cancellation">Stops the trial.</param>
    public async Task<KeyTrial> TryAsync(
        NotedSecrets noted, IReadOnlyList<(string Name, byte[] Key)> secrets, CancellationToken cancellation)
    {
        var opened = new List<string>();
        var generations = await wrapping.ListAsync(cancellation);
        foreach (var generation in generations)
        {
            await TryUnwrapAsync(generation.Number, noted, opened, cancellation);
        }

        var count = 0L;
        foreach (var (name, key) in secrets)
        {
            Try(name, key, noted, opened);
            count++;
        }

        await using var database = keys.Open(Application, 1);
        await using var command = database.CreateCommand(ReadLivingSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (isUser, id, generation) = (reader.GetString(0) == "user", reader.GetString(1), reader.GetInt32(2));
            var place = isUser ? UserKeys.Place(new UserId(region, long.Parse(id))) : id;
            if (generations.Any(living => living.Number == generation))
            {
                var key = await wrapping.UnwrapAsync(
                    generation, (byte[])reader[3], Place(place, generation), cancellation);
                Try($"the key of {place}", key, noted, opened);
                CryptographicOperations.ZeroMemory(key);
                count++;
            }
        }

        return new KeyTrial(generations.Count, count, noted.Sealed.Count + 1, opened);
    }

    private async Task TryUnwrapAsync(
        int generation, NotedSecrets noted, List<string> opened, CancellationToken cancellation)
    {
        // It was wrapped for a place that names its generation; try it for that of the one at hand too.
        foreach (var place in new[] { noted.Generation, generation }.Distinct())
        {
            try
            {
                var key = await wrapping.UnwrapAsync(
                    generation, noted.WrappedKey, Place(UserKeys.Place(noted.User), place), cancellation);
                CryptographicOperations.ZeroMemory(key);
                opened.Add($"the wrapped key, by generation {generation}");
            }
            catch (SealBrokenException)
            {
                // As it should be after an erasure and a rotation.
            }
        }
    }

    private static void Try(string name, byte[] key, NotedSecrets noted, List<string> opened)
    {
        opened.AddRange(noted.Sealed
            .Where(value => Opens(key, value.Value, $"{noted.User}/{value.Column}"))
            .Select(value => $"{value.Column}, by {name}"));
        if (Opens(key, noted.WrappedKey, Place(UserKeys.Place(noted.User), noted.Generation)))
        {
            opened.Add($"the wrapped key, by {name}");
        }
    }

    private static bool Opens(byte[] key, byte[] value, string place)
    {
        try
        {
            Seal.Open(key, value, place, new byte[Seal.PlainLength(value)]);
            return true;
        }
        catch (SealBrokenException)
        {
            return false;
        }
    }

    private static async Task<IReadOnlyList<(string, byte[])>> ReadSealedAsync(
        UserId user, NodeAddress shard, CancellationToken cancellation)
    {
        await using var database = shard.Open(Application, 1);
        await using var command = database.CreateCommand(ReadSealedSql);
        command.Parameters.Add(new() { Value = user.Number });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var values = new List<(string, byte[])>();
        while (await reader.ReadAsync(cancellation))
        {
            values.Add((reader.GetString(0), (byte[])reader[1]));
        }

        return values;
    }

    private static string Place(string place, int generation) => WrappedKeys.Place(place, generation);
}
