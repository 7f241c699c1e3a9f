using Domicile.Ledger.Assets;
using Domicile.Ledger.Users;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Accounts;

/// <summary>
/// The accounts of the users of one region: lists them, opens wallets and sets how low a wallet may go. Every write can
/// be repeated: what is so already stays so. Lives as long as the process.
/// </summary>
public sealed class AccountBook(ShardRouter router, AssetRegistry assets, TimeProvider time)
{
    private static readonly string ListSql = SqlFile.Read<AccountBook>("ListAccounts.sql");
    private static readonly string LockSql = SqlFile.Read<AccountBook>("LockBook.sql");
    private static readonly string OpenSql = SqlFile.Read<AccountBook>("OpenWallet.sql");
    private static readonly string SetMinimumSql = SqlFile.Read<AccountBook>("SetMinimum.sql");
    private static readonly string ReadSql = SqlFile.Read<AccountBook>("ReadWallet.sql");

    private readonly UserShards shards = new(router, time);

    /// <summary>All accounts of a user by asset and kind, read at one moment.</summary>
    public Task<Outcome<IReadOnlyList<Account>>> ListAsync(UserId user, CancellationToken cancellation) =>
        ListAsync(user, trail: null, cancellation);

    /// <summary>The same from the primary, as always, for a caller who says what it has seen.</summary>
    public async Task<Outcome<IReadOnlyList<Account>>> ListAsync(
        UserId user, ReadTrail? trail, CancellationToken cancellation)
    {
        var rows = await shards.ReadAsync(
            new BookQuery(user, ListSql) { Trail = trail }, ReadRowsAsync, cancellation);
        if (!rows.IsDone)
        {
            return rows.Refusal;
        }

        try
        {
            var accounts = new List<Account>(rows.Value.Count);
            foreach (var row in rows.Value)
            {
                var asset = await assets.FindAsync(row.Asset, cancellation)
                    ?? throw new InvalidOperationException(
                        $"A book has {row.Asset}, which the register does not know.");
                accounts.Add(row.In(asset));
            }

            return new Outcome<IReadOnlyList<Account>>(accounts, null);
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable($"{router.Region}/register", e);
        }
    }

    /// <summary>Opens a user's wallet in an asset; repeated when it is open.</summary>
    /// <param name="user">Whose wallet.</param>
    /// <param name="asset">The asset's code.</param>
    /// <param name="cancellation">Stops the call; the wallet may be open all the same.</param>
    public async Task<Outcome<Account>> OpenAsync(UserId user, string asset, CancellationToken cancellation)
    {
        var found = await FindAssetAsync(user, asset, cancellation);
        return found.IsDone
            ? await WriteAsync(user, found.Value, () => Wallet(OpenSql, user, asset), cancellation)
            : found.Refusal;
    }

    /// <summary>Sets how low a wallet may go from its book's next posting on; repeated when it is so already.</summary>
    /// <param name="user">Whose wallet.</param>
    /// <param name="account">The wallet's name, such as <c>wallet-EUR</c>; it must be open.</param>
    /// <param name="minimum">Decimal text; below zero lets the wallet go into debt.</param>
    /// <param name="setBy">Who did it, for the history.</param>
    /// <param name="cancellation">Stops the call; the minimum may be set all the same.</param>
    public async Task<Outcome<Account>> SetMinimumAsync(
        UserId user, string account, string minimum, string setBy, CancellationToken cancellation)
    {
        if (!AccountName.TryParse(account, out var name))
        {
            return NoSuchAccount("An account is named by its kind and asset, such as wallet-EUR.");
        }

        if (name.Kind != AccountKind.Wallet)
        {
            return new Refusal(
                RefusalCode.FieldInvalid, $"Only a wallet has a minimum, and {name} is none.", "account");
        }

        var found = await FindAssetAsync(user, name.Asset, cancellation);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        if (MoneyField.Read(minimum, found.Value, "minimum", out var amount) is { } mistake)
        {
            return mistake;
        }

        return await WriteAsync(user, found.Value, Change, cancellation);

        NpgsqlBatchCommand Change()
        {
            var command = Wallet(SetMinimumSql, user, name.Asset);
            command.Parameters.Add(new() { Value = amount.MinorUnits });
            command.Parameters.Add(new() { Value = setBy });
            return command;
        }
    }

    private async Task<Outcome<Asset>> FindAssetAsync(UserId user, string code, CancellationToken cancellation)
    {
        if (shards.RegionMistake(user) is { } mistake)
        {
            return mistake;
        }

        try
        {
            return await assets.FindAsync(code, cancellation) is { } asset ? asset : AssetRegistry.Unknown(code);
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable($"{router.Region}/register", e);
        }
    }

    /// <summary>
    /// Locks the book, runs one command that returns a row if it changed something, and reads the wallet.
    /// </summary>
    private Task<Outcome<Account>> WriteAsync(
        UserId user, Asset asset, Func<NpgsqlBatchCommand> change, CancellationToken cancellation) =>
        shards.WriteAsync(
            user,
            batch =>
            {
                batch.BatchCommands.Add(new(LockSql) { Parameters = { new() { Value = user.Number } } });
                batch.BatchCommands.Add(change());
                batch.BatchCommands.Add(Wallet(ReadSql, user, asset.Code));
            },
            (reader, token) => ReadWrittenAsync(reader, asset, token),
            cancellation);

    private static async Task<Outcome<Account>?> ReadWrittenAsync(
        NpgsqlDataReader reader, Asset asset, CancellationToken cancellation)
    {
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        await reader.NextResultAsync(cancellation);
        var hasChanged = await reader.ReadAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new Outcome<Account>(AccountRow.Read(reader, 0).In(asset), null, !hasChanged)
            : NoSuchAccount($"The user has no wallet in {asset} yet; open it first.");
    }

    private static async Task<List<AccountRow>> ReadRowsAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var rows = new List<AccountRow>();
        do
        {
            // A book without accounts is one row of nulls.
            if (!await reader.IsDBNullAsync(1, cancellation))
            {
                rows.Add(AccountRow.Read(reader, 1));
            }
        }
        while (await reader.ReadAsync(cancellation));
        return rows;
    }

    private static NpgsqlBatchCommand Wallet(string sql, UserId user, string asset) =>
        new(sql) { Parameters = { new() { Value = user.Number }, new() { Value = asset } } };

    private static Refusal NoSuchAccount(string detail) => new(RefusalCode.AccountUnknown, detail, "account");
}
