using System.Numerics;
using Domicile.Ledger.Assets;
using Domicile.Ledger.Users;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.History;

/// <summary>Counts and sums of one user's movements. Lives as long as the ledger.</summary>
public sealed class BookStatistics
{
    private static readonly string SumPostings = SqlFile.Read<BookStatistics>("SumPostings.sql");

    private readonly UserShards shards;
    private readonly AssetRegistry assets;
    private readonly TimeProvider time;

    internal BookStatistics(UserShards shards, AssetRegistry assets, TimeProvider time)
    {
        this.shards = shards;
        this.assets = assets;
        this.time = time;
    }

    public Task<Outcome<UserStatistics>> ForUserAsync(UserId user, CancellationToken cancellation) =>
        ForUserAsync(user, trail: null, cancellation);

    /// <summary>The same; a replica may answer a caller who says what it has seen.</summary>
    public async Task<Outcome<UserStatistics>> ForUserAsync(
        UserId user, ReadTrail? trail, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var read = await shards.ReadAsync(
            new BookQuery(user, SumPostings)
            {
                More = parameters => parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = midnight }),
                Trail = trail,
                MayBeOld = true,
            },
            ReadSumsAsync,
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

    private static async Task<List<(string Code, Turnover Today, Turnover Total)>> ReadSumsAsync(
        NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var sums = new List<(string, Turnover, Turnover)>();
        do
        {
            // A book without postings is one row of nulls.
            if (!await reader.IsDBNullAsync(1, cancellation))
            {
                sums.Add((reader.GetString(1), ReadTurnover(reader, 2), ReadTurnover(reader, 6)));
            }
        }
        while (await reader.ReadAsync(cancellation));
        return sums;
    }

    private static Turnover ReadTurnover(NpgsqlDataReader row, int column) => new(
        row.GetInt64(column),
        row.GetFieldValue<BigInteger>(column + 1),
        row.GetInt64(column + 2),
        row.GetFieldValue<BigInteger>(column + 3));
}
