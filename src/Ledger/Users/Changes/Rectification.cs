using Domicile.Ledger.Privacy;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Users.Email;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.Users.Changes;

/// <summary>
/// Corrects personal details (GDPR, Article 16): in the user's shard in one commit, and in the look-up by e-mail around
/// it. Repeated it changes nothing more. Lives as long as the ledger.
/// </summary>
public sealed class Rectification
{
    private static readonly string ChangeSql = SqlFile.Read<Rectification>("ChangeDetails.sql");
    private static readonly string ReadSql = SqlFile.Read<Rectification>("ReadChanged.sql");

    private readonly ShardRouter router;
    private readonly UserShards shards;
    private readonly DetailVault vault;
    private readonly EmailIndex emails;
    private readonly TimeProvider time;

    internal Rectification(ShardRouter router, UserKeys keys, KeyedHash hash, TimeProvider time)
    {
        (this.router, this.time) = (router, time);
        shards = new UserShards(router, time);
        vault = new DetailVault(keys);
        emails = new EmailIndex(router.Register, hash);
    }

    /// <summary>The user as it is afterwards.</summary>
    /// <param name="user">A user that exists; for another one nothing may be noted.</param>
    public async Task<Outcome<User>> ChangeAsync(
        UserId user, DetailChange change, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (DetailForm.Find(change.Details, today, out var details) is { } mistake)
        {
            return mistake;
        }

        try
        {
            return await emails.ChangeAsync(
                user,
                change.HasEmail ? details.Email : null,
                () => WriteAsync(user, change with { Details = details }, cancellation),
                cancellation) ?? UserShards.Erased(user);
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable(router.Region, e);
        }
    }

    private async Task<Outcome<User>> WriteAsync(
        UserId user, DetailChange change, CancellationToken cancellation)
    {
        if (await vault.SealAsync(user, change.Details, cancellation) is not { } details)
        {
            return UserShards.Erased(user);
        }

        var written = await shards.WriteAsync(
            user,
            batch =>
            {
                batch.BatchCommands.Add(Change(user, change, details));
                batch.BatchCommands.Add(new(ReadSql) { Parameters = { new() { Value = user.Number } } });
            },
            async (reader, token) => !await reader.ReadAsync(token) ? null
                : reader.GetBoolean(8) ? (Outcome<UserRow>)UserRow.Read(reader)
                : UserShards.Erased(user),
            cancellation);
        return written.IsDone
            ? written.Value.Of(user, await vault.OpenAsync(user, written.Value.Details, cancellation))
            : written.Refusal;
    }

    private static NpgsqlBatchCommand Change(UserId user, DetailChange change, SealedDetails details) =>
        new(ChangeSql)
        {
            Parameters =
            {
                new() { Value = user.Number },
                Bytes(details.Name),
                Bytes(details.Email),
                Bytes(details.BirthDate),
                new() { Value = change.HasName },
                new() { Value = change.HasEmail },
                new() { Value = change.HasBirthDate },
            },
        };

    private static NpgsqlParameter Bytes(byte[]? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Bytea, Value = (object?)value ?? DBNull.Value };
}
