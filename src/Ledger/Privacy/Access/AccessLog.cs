using System.Globalization;
using Domicile.Ledger.Privacy.Requests;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Privacy.Access;

/// <summary>
/// Who read whose personal data, in the region's key database. An entry is durable before the answer leaves: without
/// the entry there is no answer. Notes that arrive while others are being written go together with the next. Lives as
/// long as the ledger; safe for many callers at once.
/// </summary>
/// <param name="database">The key database; stays the caller's.</param>
public sealed class AccessLog(NodePool database)
{
    public const int LimitDefault = 50;
    public const int LimitMax = 500;

    private const int TogetherMax = 500;
    private static readonly string NoteSql = SqlFile.Read<AccessLog>("NoteAccesses.sql");
    private static readonly string ListSql = SqlFile.Read<AccessLog>("ListAccesses.sql");

    private readonly Lock gate = new();
    private readonly Queue<(AccessEntry Entry, TaskCompletionSource Written)> waiting = new();
    private bool isWriting;

    /// <summary>Notes a reading; when this returns it is on disk.</summary>
    /// <exception cref="NpgsqlException">The key database does not answer: show nothing.</exception>
    public Task NoteAsync(AccessEntry entry, CancellationToken cancellation)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue((entry, written));
            if (!isWriting)
            {
                isWriting = true;
                _ = Task.Run(WriteAllAsync, CancellationToken.None);
            }
        }

        // A caller that goes away leaves its note behind.
        return written.Task.WaitAsync(cancellation);
    }

    /// <summary>One page of what is noted about a user, newest first.</summary>
    /// <param name="limit">1 to <see cref="LimitMax"/>.</param>
    /// <param name="cursor">The page before said it; null for the newest.</param>
    /// <exception cref="NpgsqlException">The key database does not answer.</exception>
    public async Task<Outcome<AccessPage>> ListAsync(
        UserId user, int limit, string? cursor, CancellationToken cancellation)
    {
        var before = long.MaxValue;
        if (cursor is not null
            && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
        {
            return new Refusal(
                RefusalCode.FieldInvalid, "A cursor is the nextCursor of the page before, unchanged.", "cursor");
        }

        await using var command = database.CreateCommand(ListSql);
        command.Parameters.AddWithValue(user.Number);
        command.Parameters.AddWithValue(before);
        command.Parameters.AddWithValue(limit + 1);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var entries = new List<AccessEntry>();
        while (await reader.ReadAsync(cancellation))
        {
            entries.Add(Read(user, reader));
        }

        var page = entries.Take(limit).ToList();
        return new AccessPage(
            page, entries.Count > limit ? page[^1].Number.ToString(CultureInfo.InvariantCulture) : null);
    }

    private async Task WriteAllAsync()
    {
        while (Take() is { Count: > 0 } group)
        {
            try
            {
                await WriteAsync([.. group.Select(note => note.Entry)]);
                group.ForEach(note => note.Written.SetResult());
            }
            catch (Exception e)
            {
                // Each caller is told, and shows nothing.
                group.ForEach(note => note.Written.SetException(e));
            }
        }
    }

    private List<(AccessEntry Entry, TaskCompletionSource Written)> Take()
    {
        lock (gate)
        {
            var group = new List<(AccessEntry, TaskCompletionSource)>(Math.Min(waiting.Count, TogetherMax));
            while (group.Count < TogetherMax && waiting.TryDequeue(out var note))
            {
                group.Add(note);
            }

            isWriting = group.Count > 0;
            return group;
        }
    }

    private async Task WriteAsync(AccessEntry[] entries)
    {
        await using var command = database.CreateCommand(NoteSql);
        command.Parameters.AddWithValue(Array.ConvertAll(entries, entry => entry.User.Number));
        command.Parameters.AddWithValue(Array.ConvertAll(entries, entry => entry.Who.Name));
        command.Parameters.AddWithValue(Array.ConvertAll(entries, entry => entry.Who.Role));
        command.Parameters.AddWithValue(Array.ConvertAll(entries, entry => entry.Call));
        command.Parameters.AddWithValue(Array.ConvertAll(entries, entry => AccessWords.Of(entry.Right)));
        await command.ExecuteNonQueryAsync();
    }

    private static AccessEntry Read(UserId user, NpgsqlDataReader row) => new(
        user,
        new Asker(row.GetString(1), row.GetString(2)),
        row.GetString(3),
        AccessWords.Right(row.GetString(4)))
    {
        Number = row.GetInt64(0),
        NotedAt = row.GetFieldValue<DateTimeOffset>(5),
    };
}
