using System.Globalization;
using Domicile.Ledger.Objects;
using Domicile.Ledger.Passes;
using Domicile.Ledger.Privacy.Keys.Documents;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using NpgsqlTypes;

namespace Domicile.Ledger.Audit.Documents.Retention;

/// <summary>
/// Destroys what the law no longer keeps, once a day: the keys of the months that are over, then the objects of their
/// documents, then what the shards know of them. From the first of these steps on nobody can read them; a crash leaves
/// ciphertext for the next run. Keeps in memory only on which day it was done.
/// </summary>
public sealed class DocumentRetention : IPass
{
    private const int BatchMax = 500;

    /// <summary>Objects without a row, of a crash, are looked for among so many months that ended.</summary>
    private const int MonthsBack = 24;

    private static readonly string ReadSql = SqlFile.Read<DocumentRetention>("ReadEnded.sql");
    private static readonly string ForgetSql = SqlFile.Read<DocumentRetention>("ForgetDocuments.sql");

    private readonly ShardRouter router;
    private readonly IObjectStore store;
    private readonly DocumentKeys keys;
    private readonly TimeProvider time;
    private DateOnly? doneOn;

    internal DocumentRetention(ShardRouter router, IObjectStore store, DocumentKeys keys, TimeProvider time) =>
        (this.router, this.store, this.keys, this.time) = (router, store, keys, time);

    public string Name => "document-retention";

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (doneOn == today)
        {
            return default;
        }

        await keys.DestroyEndedAsync(now, cancellation);
        var month = new DateOnly(today.Year, today.Month, 1);
        var count = 0;
        foreach (var shard in router.Shards)
        {
            var ended = await ReadAsync(shard, month, cancellation);
            if (await DeleteAsync(ended.Select(document => document.Object), cancellation) is { } retained)
            {
                return new PassResult(count, MoreWaiting: false) { HeldBackBy = retained };
            }

            await ForgetAsync(shard, ended, cancellation);
            count += ended.Count;
            if (ended.Count == BatchMax)
            {
                return new PassResult(count, MoreWaiting: true);
            }
        }

        for (var back = 1; back <= MonthsBack; back++)
        {
            count += await DeleteStrayAsync(month.AddMonths(-back), cancellation);
        }

        doneOn = today;
        return new PassResult(count, MoreWaiting: false);
    }

    private static async Task<List<(long User, Guid TransferId, ObjectKey Object)>> ReadAsync(
        Shard shard, DateOnly month, CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(ReadSql);
        command.Parameters.AddWithValue(month);
        command.Parameters.AddWithValue(BatchMax);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var ended = new List<(long, Guid, ObjectKey)>();
        while (await reader.ReadAsync(cancellation))
        {
            ended.Add((reader.GetInt64(0), reader.GetGuid(1), new ObjectKey(reader.GetString(2))));
        }

        return ended;
    }

    private static async Task ForgetAsync(
        Shard shard, List<(long User, Guid TransferId, ObjectKey Object)> ended, CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(ForgetSql);
        command.Parameters.Add(new()
        {
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
            Value = ended.ConvertAll(document => document.User),
        });
        command.Parameters.Add(new()
        {
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
            Value = ended.ConvertAll(document => document.TransferId),
        });
        await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>Null when they are gone; else which one the store still retains.</summary>
    private async Task<string?> DeleteAsync(IEnumerable<ObjectKey> objects, CancellationToken cancellation)
    {
        foreach (var key in objects)
        {
            if (await store.DeleteAsync(key, cancellation) == DeleteOutcome.Retained)
            {
                return $"the object store still retains {key}, whose key is destroyed";
            }
        }

        return null;
    }

    /// <summary>Objects of a month that is over and of which no shard knows.</summary>
    private async Task<int> DeleteStrayAsync(DateOnly month, CancellationToken cancellation)
    {
        var stray = new List<ObjectKey>();
        var prefix = DocumentPlace.PrefixOf(DocumentKeys.KeyIdOf(month));
        await foreach (var key in store.ListAsync(prefix, cancellation))
        {
            stray.Add(key);
        }

        return await DeleteAsync(stray, cancellation) is { } retained
            ? throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"In {month:yyyy-MM} {retained}."))
            : stray.Count;
    }
}
