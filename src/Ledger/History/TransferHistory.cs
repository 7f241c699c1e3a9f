using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Domicile.Ledger.Assets;
using Domicile.Ledger.Privacy;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.History;

/// <summary>What happened in one user's book, newest first. Lives as long as the ledger.</summary>
public sealed class TransferHistory
{
    private static readonly string ListTransfers = SqlFile.Read<TransferHistory>("ListTransfers.sql");
    private static readonly string FindTransfer = SqlFile.Read<TransferHistory>("FindTransfer.sql");

    private readonly UserShards shards;
    private readonly AssetRegistry assets;
    private readonly ReferenceVault references;

    internal TransferHistory(UserShards shards, AssetRegistry assets, ReferenceVault references)
    {
        this.shards = shards;
        this.assets = assets;
        this.references = references;
    }

    /// <summary>
    /// One page. Pages follow the book's posting numbers, so they stay the same while new transfers arrive.
    /// </summary>
    public Task<Outcome<TransferPage>> ListAsync(
        UserId user, HistoryQuery query, CancellationToken cancellation) =>
        ListAsync(user, query, trail: null, cancellation);

    /// <summary>The same; a replica may answer a caller who says what it has seen.</summary>
    public async Task<Outcome<TransferPage>> ListAsync(
        UserId user, HistoryQuery query, ReadTrail? trail, CancellationToken cancellation)
    {
        if (query.Limit is < 1 or > HistoryQuery.LimitMax)
        {
            return new Refusal(RefusalCode.FieldInvalid, $"A limit is 1 to {HistoryQuery.LimitMax}.", "limit");
        }

        var before = long.MaxValue;
        if (query.Cursor is not null && !TryReadCursor(query.Cursor, out before))
        {
            return new Refusal(
                RefusalCode.FieldInvalid, "A cursor is the nextCursor of the page before, unchanged.", "cursor");
        }

        var read = await shards.ReadAsync(
            new BookQuery(user, ListTransfers)
            {
                More = parameters =>
                {
                    parameters.Add(new NpgsqlParameter<long> { TypedValue = before });
                    parameters.Add(Time(query.From));
                    parameters.Add(Time(query.To));
                    parameters.Add(new NpgsqlParameter<int> { TypedValue = query.Limit + 1 });
                },
                Trail = trail,
                MayBeOld = true,
            },
            PageRows.ReadAsync,
            cancellation);
        if (!read.IsDone)
        {
            return read.Refusal;
        }

        var transfers = new List<Transfer>(read.Value.Rows.Count);
        foreach (var row in read.Value.Rows.Take(query.Limit))
        {
            transfers.Add(await OpenAsync(user, row, cancellation));
        }

        var more = read.Value.Rows.Count > query.Limit;
        return new TransferPage(transfers, more ? WriteCursor(transfers[^1].PostingNumber) : null)
        {
            Opening = more || read.Value.Opening is not { } opening ? null : await OpenAsync(opening, cancellation),
        };
    }

    /// <summary>One transfer of the user, in its present state.</summary>
    public Task<Outcome<Transfer>> FindAsync(UserId user, Guid transferId, CancellationToken cancellation) =>
        FindAsync(user, transferId, trail: null, cancellation);

    /// <summary>The same; a replica may answer a caller who says what it has seen.</summary>
    public Task<Outcome<Transfer>> FindAsync(
        UserId user, Guid transferId, ReadTrail? trail, CancellationToken cancellation) =>
        FindAsync(Query(user, transferId, trail) with { MayBeOld = true }, user, transferId, cancellation);

    /// <summary>The same from the primary, and noted in the trail.</summary>
    public Task<Outcome<Transfer>> FindNowAsync(
        UserId user, Guid transferId, ReadTrail? trail, CancellationToken cancellation) =>
        FindAsync(Query(user, transferId, trail), user, transferId, cancellation);

    private static BookQuery Query(UserId user, Guid transferId, ReadTrail? trail) => new(user, FindTransfer)
    {
        More = parameters => parameters.Add(new NpgsqlParameter<Guid> { TypedValue = transferId }),
        Trail = trail,
    };

    private async Task<Outcome<Transfer>> FindAsync(
        BookQuery query, UserId user, Guid transferId, CancellationToken cancellation)
    {
        var read = await shards.ReadAsync(query, TransferRow.ReadAllAsync, cancellation);
        if (read.IsDone && read.Value.Count == 0 && query.Trail?.Node == ServingNode.Replica)
        {
            // It may be newer than the replica: only the primary knows that there is none.
            read = await shards.ReadAsync(query with { MayBeOld = false }, TransferRow.ReadAllAsync, cancellation);
        }

        if (!read.IsDone)
        {
            return read.Refusal;
        }

        return read.Value.Count == 0
            ? new Refusal(RefusalCode.TransferUnknown, $"{user} has no transfer {transferId}.")
            : await OpenAsync(user, read.Value[0], cancellation);
    }

    private async Task<BookOpening> OpenAsync(OpeningRow row, CancellationToken cancellation)
    {
        var wallets = new List<Money>(row.Assets.Length);
        foreach (var (code, wallet) in row.Assets.Zip(row.Wallets))
        {
            wallets.Add(new Money(wallet, await AssetAsync(code, cancellation)));
        }

        return new BookOpening(row.ThroughPostingNumber, row.ThroughBookedAt, wallets);
    }

    private async Task<Asset> AssetAsync(string code, CancellationToken cancellation) =>
        await assets.FindAsync(code, cancellation)
            ?? throw new InvalidOperationException($"The books name the asset {code}, the register does not.");

    private async Task<Transfer> OpenAsync(UserId user, TransferRow row, CancellationToken cancellation)
    {
        var asset = await AssetAsync(row.Asset, cancellation);
        if (!Party.TryParse(row.Counterparty, out var counterparty))
        {
            throw new InvalidOperationException($"Transfer {row.Id} names '{row.Counterparty}', which is nobody.");
        }

        return new Transfer(
            row.Id,
            row.IsPayer ? user : counterparty,
            row.IsPayer ? counterparty : user,
            new Money(row.MinorUnits, asset),
            row.State,
            row.Sealed is null ? null : await references.OpenAsync(user, row.Id, row.Sealed, cancellation),
            row.PostingNumber,
            row.BookedAt,
            row.EffectiveAt,
            new Money(row.Balance, asset))
        { Refusal = row.Refusal };
    }

    private static NpgsqlParameter Time(DateTimeOffset? time) => new()
    {
        NpgsqlDbType = NpgsqlDbType.TimestampTz,
        Value = time is { } given ? given.ToUniversalTime() : DBNull.Value,
    };

    private static string WriteCursor(long postingNumber) =>
        Base64Url.EncodeToString(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"p{postingNumber}")));

    private static bool TryReadCursor(string cursor, out long postingNumber)
    {
        postingNumber = 0;
        if (cursor.Length > 40 || !Base64Url.IsValid(cursor))
        {
            return false;
        }

        var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor));
        return text.StartsWith('p')
            && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out postingNumber)
            && WriteCursor(postingNumber) == cursor;
    }
}
