using System.Numerics;
using Domicile.Ledger.Assets;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.History;

/// <summary>Counts and sums of one user's movements. Lives as long as the ledger.</summary>
public sealed class BookStatistics
{
    private static readonly string SumPostings = Sql.Read("History/SumPostings.sql");

    private readonly BookReader books;
    private readonly AssetRegistry assets;
    private readonly TimeProvider time;

    internal BookStatistics(BookReader books, AssetRegistry assets, TimeProvider time)
    {
        this.books = books;
        this.assets = assets;
        this.time = time;
    }

    public async Task<Outcome<UserStatistics>> ForUserAsync(UserId user, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        NpgsqlParameter[] parameters = [new NpgsqlParameter<DateTimeOffset> { TypedValue = midnight }];
        var read = await books.ReadAsync(
            user,
            SumPostings,
            parameters,
            row => (Code: row.GetString(0), Today: ReadTurnover(row, 1), Total: ReadTurnover(row, 5)),
            cancellation);
        if (!read.IsDone)
        {
            return read.Refusal;
        }

        var found = new List<AssetStatistics>(read.Value.Count);
        foreach (var (code, today, total) in read.Value)
        {
            var asset = await assets.FindAsync(code, cancellation)
                ?? throw new InvalidOperationException($"The books name the asset {code}, the register does not.");
            found.Add(new AssetStatistics(asset, today, total));
        }

        return new UserStatistics(DateOnly.FromDateTime(now.UtcDateTime), now, found);
    }

    private static Turnover ReadTurnover(NpgsqlDataReader row, int column) => new(
        row.GetInt64(column),
        row.GetFieldValue<BigInteger>(column + 1),
        row.GetInt64(column + 2),
        row.GetFieldValue<BigInteger>(column + 3));
}
