using System.Collections.Concurrent;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Passes;

/// <summary>
/// Decides which of several processes runs a pass: whoever has the lock of that pass at the node that it works on, for
/// as long as its session there lives. A process that dies, or is cut off, gives up its turns with its session. Two may
/// think for a moment that it is theirs, so a pass must bear that; nobody does the same work twice for long. Has one
/// connection of its own. Lives as long as the host of the passes.
/// </summary>
/// <param name="node">Where the locks are: the primary of this moment, as the role of background work.</param>
/// <param name="time">Measures how long a turn is believed.</param>
public sealed class PassTurns(Func<NodePool> node, TimeProvider time) : IAsyncDisposable
{
    /// <summary>For so long a turn is believed without asking the node.</summary>
    public static readonly TimeSpan BelievedFor = TimeSpan.FromSeconds(1);

    private static readonly string TakeTurnSql = SqlFile.Read<PassTurns>("TakeTurn.sql");

    private static readonly string GiveUpTurnsSql = SqlFile.Read<PassTurns>("GiveUpTurns.sql");

    private readonly SemaphoreSlim gate = new(1);
    private readonly ConcurrentDictionary<string, long> seenAt = new(StringComparer.Ordinal);
    private NodePool? source;
    private NpgsqlConnection? session;

    /// <summary>True when it is this process's turn to run the pass.</summary>
    /// <param name="pass">The pass and what it works on.</param>
    /// <param name="cancellation">Leaves the turn as it was.</param>
    /// <exception cref="NpgsqlException">The node does not answer; every turn there is given up.</exception>
    public async ValueTask<bool> TakeAsync(string pass, CancellationToken cancellation)
    {
        if (source == node() && seenAt.TryGetValue(pass, out var at) && time.GetElapsedTime(at) < BelievedFor)
        {
            return true;
        }

        await gate.WaitAsync(cancellation);
        try
        {
            return await AskAsync(pass, cancellation);
        }
        catch
        {
            // Also when it was cancelled: what the session has then is not known.
            await EndAsync();
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Gives up every turn now: whoever asks next may have it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await GiveUpAsync();
        }
        catch (NpgsqlException)
        {
            // The node or the session is gone, and the turns with it.
            await EndAsync();
        }

        gate.Dispose();
    }

    private async Task GiveUpAsync()
    {
        if (session is { } open)
        {
            await using var give = new NpgsqlCommand(GiveUpTurnsSql, open);
            await give.ExecuteNonQueryAsync();
            await open.DisposeAsync();
            session = null;
        }
    }

    private async Task<bool> AskAsync(string pass, CancellationToken cancellation)
    {
        var current = node();
        if (source != current)
        {
            // After a promotion the locks of the old primary say nothing.
            await EndAsync();
            source = current;
        }

        session ??= await current.OpenConnectionAsync(cancellation);
        var asked = time.GetTimestamp();
        await using var take = new NpgsqlCommand(TakeTurnSql, session);
        take.Parameters.AddWithValue(pass);
        take.Parameters.AddWithValue(seenAt.ContainsKey(pass));
        if (await take.ExecuteScalarAsync(cancellation) is not true)
        {
            return false;
        }

        seenAt[pass] = asked;
        return true;
    }

    private async ValueTask EndAsync()
    {
        seenAt.Clear();
        if (session is { } old)
        {
            session = null;

            // A session that went back to its pool would keep its locks until somebody uses it: its pool closes what it
            // gets back after this.
            source?.Clear();
            await old.DisposeAsync();
        }
    }
}
