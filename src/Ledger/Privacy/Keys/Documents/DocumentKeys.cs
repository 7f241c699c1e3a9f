using System.Globalization;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;

namespace Domicile.Ledger.Privacy.Keys.Documents;

/// <summary>
/// The keys of documents that the law makes us keep: one for all documents whose time ends in the same month, kept in
/// the key database wrapped like the users' keys, and destroyed when that month is over. Unwrapped for a few seconds at
/// most. Lives as long as the process.
/// </summary>
public sealed class DocumentKeys : IDisposable
{
    /// <summary>How many unwrapped keys a process has at most: months that end at the same time at work.</summary>
    private const int UnwrappedMax = 64;

    private static readonly string FindSql = SqlFile.Read<DocumentKeys>("FindDocumentKey.sql");
    private static readonly string KeepSql = SqlFile.Read<DocumentKeys>("KeepDocumentKey.sql");
    private static readonly string EndSql = SqlFile.Read<DocumentKeys>("EndDocumentKeys.sql");

    private readonly WrappedKeys wrapped;
    private readonly KeyCache<DateOnly, DocumentKey> cache;
    private readonly ITimer sweep;

    /// <param name="database">The key database; stays the caller's.</param>
    /// <param name="wrapping">What wraps the keys.</param>
    /// <param name="time">Ends their lives in memory.</param>
    public DocumentKeys(NodePool database, IWrappingKeys wrapping, TimeProvider time)
    {
        WorkDatabase = database;
        wrapped = new WrappedKeys(database, wrapping);
        cache = new KeyCache<DateOnly, DocumentKey>(UnwrappedMax, UserKeys.Lifetime, time);
        sweep = time.CreateTimer(_ => cache.DropExpired(), null, UserKeys.SweepPause, UserKeys.SweepPause);
    }

    /// <summary>The key database for background work, which alone destroys keys; stays the caller's.</summary>
    public NodePool WorkDatabase { get; init; }

    /// <summary>
    /// The id of the key of documents kept until that day, such as <c>documents-2036-12</c>; it is wrapped for it.
    /// </summary>
    public static string KeyIdOf(DateOnly endsOn) =>
        endsOn.ToString("'documents-'yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The last day of the month: until then the key of documents kept until the given day lives.</summary>
    public static DateOnly LastDayOf(DateOnly endsOn) =>
        new(endsOn.Year, endsOn.Month, DateTime.DaysInMonth(endsOn.Year, endsOn.Month));

    /// <summary>
    /// The key of the month of that day, made now if there is none; null when it was destroyed, for good. Dispose it
    /// after use.
    /// </summary>
    internal async ValueTask<DocumentKey?> FindOrMakeAsync(DateOnly endsOn, CancellationToken cancellation) =>
        await FindAsync(endsOn, cancellation)
            ?? Keep(
                LastDayOf(endsOn),
                await wrapped.MakeAsync(KeepSql, LastDayOf(endsOn), KeyIdOf(endsOn), cancellation));

    /// <summary>
    /// The key of the month of that day; null when it was destroyed or never made. Dispose it after use.
    /// </summary>
    internal async ValueTask<DocumentKey?> FindAsync(DateOnly endsOn, CancellationToken cancellation)
    {
        var lastDay = LastDayOf(endsOn);
        return cache.TryHold(lastDay, out var known)
            ? known
            : Keep(lastDay, await wrapped.FindAsync(FindSql, lastDay, KeyIdOf(lastDay), cancellation));
    }

    /// <summary>Destroys the keys of the months that are over in UTC, and answers which. Safe to repeat.</summary>
    public async ValueTask<IReadOnlyList<string>> DestroyEndedAsync(
        DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = WorkDatabase.CreateCommand(EndSql);
        command.Parameters.Add(new() { Value = DateOnly.FromDateTime(now.UtcDateTime) });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var ended = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            ended.Add(reader.GetString(0));
            cache.Forget(await reader.GetFieldValueAsync<DateOnly>(1, cancellation));
        }

        return ended;
    }

    public void Dispose()
    {
        sweep.Dispose();
        cache.Dispose();
    }

    private DocumentKey? Keep(DateOnly lastDay, byte[]? bytes)
    {
        if (bytes is null)
        {
            return null;
        }

        var key = new DocumentKey(KeyIdOf(lastDay), lastDay, bytes);
        cache.Keep(lastDay, key);
        return key;
    }
}
