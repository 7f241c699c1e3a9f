using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Privacy.Gate;

/// <summary>
/// How many erasures the register holds, for many callers at once: they share one reading, which begins after each of
/// them asked.
/// </summary>
internal sealed class RegisteredErasures(NodePool register, TimeProvider time, TimeSpan ageMax) : IDisposable
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(1);
    private static readonly string ReadSql = SqlFile.Read<RegisteredErasures>("ReadRegistered.sql");

    private readonly SemaphoreSlim turn = new(1, 1);
    private (long AskedAt, NpgsqlException? Failure) last = (long.MinValue, null);
    private (long AskedAt, long Count)? known;

    /// <summary>The number, and whether it was read now; else it is a little old.</summary>
    /// <exception cref="NpgsqlException">The register does not answer, and what is known is too old.</exception>
    public async Task<(long Count, bool IsFresh)> ReadAsync(CancellationToken cancellation)
    {
        var askedAt = time.GetTimestamp();
        await turn.WaitAsync(cancellation);
        try
        {
            if (last.AskedAt < askedAt)
            {
                await AskAsync(cancellation);
            }

            if (last.Failure is null)
            {
                return (known!.Value.Count, true);
            }

            return known is { } old && time.GetElapsedTime(old.AskedAt) <= ageMax
                ? (old.Count, false)
                : throw new NpgsqlException("The erasure register does not answer.", last.Failure);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task AskAsync(CancellationToken cancellation)
    {
        var askedAt = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AnswerMax);
        try
        {
            await using var command = register.CreateCommand(ReadSql);
            known = (askedAt, (long)(await command.ExecuteScalarAsync(limit.Token))!);
            last = (askedAt, null);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException
            && !cancellation.IsCancellationRequested)
        {
            last = (askedAt, e as NpgsqlException ?? new NpgsqlException("The register took too long.", e));
        }
    }
}
