using Domicile.Ledger.Passes;
using Domicile.Sharding.Fencing;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Retention;

/// <summary>
/// Folds what one shard's books have of before the retention's cutoff into opening balances, once a day: a walk through
/// the books, a few a run. What belongs to a transfer that ended only after the cutoff stays, with all that comes after
/// it in its book, for another year. Keeps in memory only how far today's walk is.
/// </summary>
/// <param name="shard">Whose books.</param>
/// <param name="years">How many years books are kept after the end of an entry's year, 1 or more.</param>
/// <param name="time">Tells the present year.</param>
public sealed class FoldingPass(Shard shard, int years, TimeProvider time) : IPass
{
    private const int BooksMax = 20;
    private const int CallsMax = 50;
    private const long BeforeAll = -1;

    private static readonly string FindOldBooksSql = SqlFile.Read<FoldingPass>("FindOldBooks.sql");
    private static readonly string FoldBookSql = SqlFile.Read<FoldingPass>("FoldBook.sql");
    private static readonly string ForgetRefusalsSql = SqlFile.Read<FoldingPass>("ForgetRefusals.sql");

    private DateOnly? walkedOn;
    private long last = BeforeAll;

    /// <summary>Rows that one commit takes out of a book, 1 or more.</summary>
    internal int RowsMax { get; init; } = 500;

    public string Name => "fold-books";

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (walkedOn == today)
        {
            return default;
        }

        var cutoff = RetentionCutoff.AfterYearsEnd(now, years);
        var books = await FindAsync(cutoff, cancellation);
        var doneCount = 0;
        foreach (var (user, range) in books)
        {
            var (folded, more) = await FoldAsync(user, range, cutoff, cancellation);
            doneCount += folded;
            if (more)
            {
                // The next run goes on in this book.
                return new PassResult(doneCount, MoreWaiting: true);
            }

            last = user;
        }

        if (books.Count == BooksMax)
        {
            return new PassResult(doneCount, MoreWaiting: true);
        }

        var forgotten = await ForgetRefusalsAsync(cutoff, cancellation);
        if (forgotten < RowsMax)
        {
            (walkedOn, last) = (today, BeforeAll);
        }

        return new PassResult(doneCount + forgotten, MoreWaiting: forgotten == RowsMax);
    }

    private async Task<List<(long User, int Range)>> FindAsync(
        DateTimeOffset cutoff, CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(FindOldBooksSql);
        command.Parameters.AddWithValue(last);
        command.Parameters.AddWithValue(cutoff.UtcDateTime);
        command.Parameters.AddWithValue(BooksMax);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var books = new List<(long, int)>();
        while (await reader.ReadAsync(cancellation))
        {
            books.Add((reader.GetInt64(0), reader.GetInt32(1)));
        }

        return books;
    }

    private async Task<(int Folded, bool More)> FoldAsync(
        long user, int range, DateTimeOffset cutoff, CancellationToken cancellation)
    {
        var foldedCount = 0;
        try
        {
            for (var call = 0; call < CallsMax; call++)
            {
                var (folded, more) = await FoldOnceAsync((user, range), cutoff, cancellation);
                foldedCount += folded;
                if (!more)
                {
                    return (foldedCount, false);
                }
            }
        }
        catch (PostgresException e) when (e.SqlState is FenceCodes.Moved or FenceCodes.Busy)
        {
            // Its new owner folds it, or the next walk.
            return (foldedCount, false);
        }

        return (foldedCount, true);
    }

    private async Task<(int Folded, bool More)> FoldOnceAsync(
        (long User, int Range) book, DateTimeOffset cutoff, CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(FoldBookSql);
        command.Parameters.AddWithValue(book.User);
        command.Parameters.AddWithValue(book.Range);
        command.Parameters.AddWithValue(cutoff.UtcDateTime);
        command.Parameters.AddWithValue(RowsMax);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt32(0), reader.GetBoolean(1));
    }

    private async Task<int> ForgetRefusalsAsync(DateTimeOffset cutoff, CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(ForgetRefusalsSql);
        command.Parameters.AddWithValue(cutoff.UtcDateTime);
        command.Parameters.AddWithValue(RowsMax);
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
