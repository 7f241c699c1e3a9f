using Domicile.Ledger.Assets;
using Domicile.Ledger.Users;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Erasure.Books;

/// <summary>
/// What erasures do in the books: close one for good, and pay out what it holds. Both behind the fence, and safe to
/// repeat. Lives as long as its router; safe for many callers at once.
/// </summary>
internal sealed class ErasureBooks(ShardRouter router, AssetRegistry assets, TimeProvider time)
{
    private static readonly string FindSql = SqlFile.Read<ErasureBooks>("FindBook.sql");
    private static readonly string CloseSql = SqlFile.Read<ErasureBooks>("CloseBook.sql");
    private static readonly string PayOutSql = SqlFile.Read<ErasureBooks>("PayOut.sql");
    private static readonly string ReadMoneySql = SqlFile.Read<ErasureBooks>("ReadMoney.sql");

    private static readonly string ReadDocumentsSql = SqlFile.Read<ErasureBooks>("ReadDocuments.sql");

    private readonly UserShards shards = new(router, time);

    public Task<Outcome<BookStanding>> FindAsync(UserId user, CancellationToken cancellation) => shards.ReadAsync(
        user,
        FindSql,
        (row, _) => Task.FromResult(new BookStanding(row.GetBoolean(1), row.GetBoolean(2))),
        cancellation);

    /// <summary>Closes the book, unless a wallet is below zero; then it says so and nothing was done.</summary>
    public Task<Outcome<BookStanding>> CloseAsync(UserId user, CancellationToken cancellation) => shards.WriteAsync(
        user,
        batch => batch.BatchCommands.Add(new(CloseSql) { Parameters = { new() { Value = user.Number } } }),
        async (reader, token) =>
        {
            await reader.ReadAsync(token);
            return reader.GetString(0) switch
            {
                "closed" => new BookStanding(IsClosed: true, IsNegative: false),
                "negative" => new BookStanding(IsClosed: false, IsNegative: true),
                _ => (Outcome<BookStanding>?)null,
            };
        },
        cancellation);

    public Task<Outcome<MoneyLeft>> ReadMoneyAsync(UserId user, CancellationToken cancellation) => shards.ReadAsync(
        user,
        ReadMoneySql,
        (row, _) => Task.FromResult(new MoneyLeft(row.GetInt64(1) > 0, row.GetInt64(2) > 0)),
        cancellation);

    /// <summary>The documents that the law keeps of a user, by their keys.</summary>
    public Task<Outcome<IReadOnlyList<KeptDocuments>>> ReadDocumentsAsync(
        UserId user, CancellationToken cancellation) => shards.ReadAsync<IReadOnlyList<KeptDocuments>>(
        user,
        ReadDocumentsSql,
        (row, _) => Task.FromResult<IReadOnlyList<KeptDocuments>>(
        [
            .. row.GetFieldValue<string[]>(1)
                .Zip(row.GetFieldValue<DateOnly[]>(2), row.GetFieldValue<long[]>(3))
                .Select(kept => new KeptDocuments(kept.First, kept.Second, kept.Third)),
        ]),
        cancellation);

    /// <summary>Pays all that a closed book holds to the world outside, a transfer for each asset.</summary>
    /// <param name="cancellation">Stops between two of them; the next call pays the rest.</param>
    /// <returns>What was paid now; empty when there was nothing, or the book is not closed.</returns>
    public async Task<Outcome<IReadOnlyList<PaidOut>>> PayOutAsync(UserId user, CancellationToken cancellation)
    {
        var paid = new List<PaidOut>();
        while (true)
        {
            var transferId = Guid.CreateVersion7(time.GetUtcNow());
            var one = await PayOneAsync(user, transferId, cancellation);
            if (!one.IsDone)
            {
                return one.Refusal;
            }

            if (one.Value is not [var wallet])
            {
                return new Outcome<IReadOnlyList<PaidOut>>(paid, null);
            }

            var asset = await assets.FindAsync(wallet.Asset, cancellation)
                ?? throw new InvalidOperationException(
                    $"The books name the asset {wallet.Asset}, the register does not.");
            paid.Add(new PaidOut(
                transferId, new Money(wallet.MinorUnits, asset), wallet.PostingNumber, wallet.BookedAt));
        }
    }

    private Task<Outcome<List<PaidRow>>> PayOneAsync(
        UserId user, Guid transferId, CancellationToken cancellation) => shards.WriteAsync(
        user,
        batch => batch.BatchCommands.Add(new(PayOutSql)
        {
            Parameters = { new() { Value = user.Number }, new() { Value = transferId } },
        }),
        async (reader, token) =>
        {
            var rows = new List<PaidRow>();
            while (await reader.ReadAsync(token))
            {
                rows.Add(new PaidRow(
                    reader.GetString(0),
                    reader.GetInt64(1),
                    reader.GetInt64(2),
                    await reader.GetFieldValueAsync<DateTimeOffset>(3, token)));
            }

            return (Outcome<List<PaidRow>>?)rows;
        },
        cancellation);
}
