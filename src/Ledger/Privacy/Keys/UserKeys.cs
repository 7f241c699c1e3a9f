using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Privacy.Keys;

/// <summary>
/// The data keys of one region's users: made at the first need, kept in the key database wrapped by a generation of the
/// region's key-encryption key, and unwrapped for a few seconds at most. Without the row in the key database nothing
/// that was sealed with the key can be read again. Lives as long as the process.
/// </summary>
public sealed class UserKeys : IDisposable
{
    /// <summary>
    /// How many unwrapped keys a process has at most: 32 bytes each, and the users of a few busy seconds.
    /// </summary>
    public const int UnwrappedMax = 4096;

    /// <summary>
    /// A key is used for so long after it was read; a destroyed one too, on a server that cannot reach the register.
    /// </summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(4);

    /// <summary>
    /// What has outlived it is zeroed so often: together with <see cref="Lifetime"/> five seconds.
    /// </summary>
    public static readonly TimeSpan SweepPause = TimeSpan.FromSeconds(1);

    private static readonly string FindSql = SqlFile.Read<UserKeys>("FindUserKey.sql");
    private static readonly string KeepSql = SqlFile.Read<UserKeys>("KeepUserKey.sql");
    private static readonly string DestroySql = SqlFile.Read<UserKeys>("DestroyUserKey.sql");

    private readonly WrappedKeys wrapped;
    private readonly KeyCache<long, UserKey> cache;
    private readonly ITimer sweep;

    /// <param name="database">The key database; stays the caller's.</param>
    /// <param name="wrapping">What wraps the keys.</param>
    /// <param name="time">Ends their lives in memory.</param>
    public UserKeys(NodePool database, IWrappingKeys wrapping, TimeProvider time)
    {
        ErasingDatabase = database;
        wrapped = new WrappedKeys(database, wrapping);
        cache = new KeyCache<long, UserKey>(UnwrappedMax, Lifetime, time);
        sweep = time.CreateTimer(_ => cache.DropExpired(), null, SweepPause, SweepPause);
    }

    /// <summary>
    /// The key database for destroying: a pool that is let in while the register is not applied in full.
    /// </summary>
    public NodePool ErasingDatabase { private get; init; }

    /// <summary>
    /// Destroys the user's wrapped key, as the given number of the erasure register says, and drops it from this
    /// process. Safe to repeat. Numbers come in order: the key database notes how far it has applied the register.
    /// </summary>
    /// <returns>What was destroyed, now or earlier; null when the user had no key.</returns>
    /// <exception cref="PostgresException">
    /// The number before was not applied yet (<see cref="PostgresErrorCodes.ObjectNotInPrerequisiteState"/>).
    /// </exception>
    public async ValueTask<DestroyedKey?> DestroyAsync(
        UserId user, long erasureNumber, CancellationToken cancellation)
    {
        Forget(user);
        await using var command = ErasingDatabase.CreateCommand(DestroySql);
        command.Parameters.Add(new() { Value = user.Number });
        command.Parameters.Add(new() { Value = erasureNumber });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new DestroyedKey(
                reader.GetInt32(0),
                await reader.IsDBNullAsync(1, cancellation) ? null : Convert.ToHexStringLower((byte[])reader[1]),
                await reader.GetFieldValueAsync<DateTimeOffset>(2, cancellation))
            : null;
    }

    /// <summary>
    /// Drops the user's key from this process's memory, and keeps it there no more: every later use reads it again, as
    /// long as it is there.
    /// </summary>
    public void Forget(UserId user) => Forget(user.Number);

    /// <inheritdoc cref="Forget(UserId)"/>
    internal void Forget(long userNumber) => cache.Forget(userNumber);

    /// <summary>
    /// The user's key, made now if there is none; null when it was destroyed, for good. Dispose it after use.
    /// </summary>
    internal async ValueTask<UserKey?> MakeAsync(UserId user, CancellationToken cancellation) =>
        await FindAsync(user, cancellation)
            ?? Keep(user, await wrapped.MakeAsync(KeepSql, user.Number, Place(user), cancellation));

    /// <summary>The user's key, or null when the user has none; dispose it after use.</summary>
    internal async ValueTask<UserKey?> FindAsync(UserId user, CancellationToken cancellation) =>
        cache.TryHold(user.Number, out var known)
            ? known
            : Keep(user, await wrapped.FindAsync(FindSql, user.Number, Place(user), cancellation));

    /// <summary>What a user's key is wrapped for, before the generation.</summary>
    internal static string Place(UserId user) => $"{user}/key";

    public void Dispose()
    {
        sweep.Dispose();
        cache.Dispose();
    }

    private UserKey? Keep(UserId user, byte[]? bytes)
    {
        if (bytes is null)
        {
            return null;
        }

        var key = new UserKey(user, bytes);
        cache.Keep(user.Number, key);
        return key;
    }
}
