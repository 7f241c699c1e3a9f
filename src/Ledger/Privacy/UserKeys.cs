using System.Security.Cryptography;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Privacy;

/// <summary>
/// The data keys of one region's users: made at the first need, kept in the key database wrapped by the region's
/// key-encryption key, and unwrapped for a minute at most. Without the row in the key database nothing that was sealed
/// with the key can be read again. Lives as long as the process.
/// </summary>
public sealed class UserKeys : IDisposable
{
    /// <summary>
    /// How many unwrapped keys a process has at most: 32 bytes each, and the users of a few busy seconds.
    /// </summary>
    public const int UnwrappedMax = 4096;

    /// <summary>An erased key may still be in the memory of a server for so long.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private const int Generation = 1;
    private static readonly string FindSql = SqlFile.Read<UserKeys>("FindUserKey.sql");
    private static readonly string InsertSql = SqlFile.Read<UserKeys>("InsertUserKey.sql");

    private readonly NpgsqlDataSource database;
    private readonly byte[] wrappingKey = UserKey.Allocate();
    private readonly KeyCache cache;
    private readonly ITimer sweep;

    /// <param name="database">The key database; stays the caller's.</param>
    /// <param name="wrappingKey">32 bytes; copied.</param>
    /// <exception cref="ArgumentException">The wrapping key is not of 32 bytes.</exception>
    public UserKeys(NpgsqlDataSource database, byte[] wrappingKey, TimeProvider time)
    {
        if (wrappingKey.Length != Seal.KeyLength)
        {
            throw new ArgumentException(
                $"The wrapping key has {wrappingKey.Length} bytes; it needs {Seal.KeyLength}.", nameof(wrappingKey));
        }

        this.database = database;
        wrappingKey.CopyTo(this.wrappingKey, 0);
        cache = new KeyCache(UnwrappedMax, Lifetime, time);
        sweep = time.CreateTimer(_ => cache.DropExpired(), null, Lifetime, Lifetime);
    }

    /// <summary>The user's key, made now if there is none; dispose it after use.</summary>
    internal async ValueTask<UserKey> MakeAsync(UserId user, CancellationToken cancellation)
    {
        if (await FindAsync(user, cancellation) is { } known)
        {
            return known;
        }

        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Insert(user));
        batch.BatchCommands.Add(Find(user));
        return await ReadAsync(user, batch, cancellation)
            ?? throw new InvalidOperationException("A user's key was deleted while it was being made.");
    }

    /// <summary>The user's key, or null when the user has none; dispose it after use.</summary>
    internal async ValueTask<UserKey?> FindAsync(UserId user, CancellationToken cancellation)
    {
        if (cache.TryHold(user.Number, out var known))
        {
            return known;
        }

        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Find(user));
        return await ReadAsync(user, batch, cancellation);
    }

    public void Dispose()
    {
        sweep.Dispose();
        cache.Dispose();
        CryptographicOperations.ZeroMemory(wrappingKey);
    }

    private async Task<UserKey?> ReadAsync(UserId user, NpgsqlBatch batch, CancellationToken cancellation)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        var bytes = UserKey.Allocate();
        Seal.Open(wrappingKey, reader.GetFieldValue<byte[]>(0), Place(user, reader.GetInt32(1)), bytes);
        var key = new UserKey(user, bytes);
        cache.Keep(user.Number, key);
        return key;
    }

    private NpgsqlBatchCommand Insert(UserId user)
    {
        Span<byte> key = stackalloc byte[Seal.KeyLength];
        RandomNumberGenerator.Fill(key);
        var wrapped = Seal.Close(wrappingKey, key, Place(user, Generation));
        CryptographicOperations.ZeroMemory(key);
        return new NpgsqlBatchCommand(InsertSql)
        {
            Parameters = { new() { Value = user.Number }, new() { Value = Generation }, new() { Value = wrapped } },
        };
    }

    private static NpgsqlBatchCommand Find(UserId user) =>
        new(FindSql) { Parameters = { new() { Value = user.Number } } };

    private static string Place(UserId user, int generation) => $"{user}/key/{generation}";
}
