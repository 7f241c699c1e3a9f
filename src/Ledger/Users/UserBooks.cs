using System.Globalization;
using Domicile.Ledger.Privacy;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users.Email;
using Domicile.Sharding.Placement;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Users;

/// <summary>
/// Makes and finds the users of one region. A creation takes three steps, each safe to repeat: the register and a shard
/// give it a number, the user's key seals the details, the shard opens the book and keeps them in one commit. Whatever
/// was cut short between two steps is finished by the next call with the same key. Lives as long as the process.
/// </summary>
public sealed class UserBooks(ShardRouter router, UserKeys keys, KeyedHash hash, TimeProvider time)
{
    private static readonly string FindSql = SqlFile.Read<UserBooks>("FindUser.sql");
    private static readonly string OpenSql = SqlFile.Read<UserBooks>("OpenBook.sql");
    private static readonly string KeepSql = SqlFile.Read<UserBooks>("KeepDetails.sql");
    private static readonly string ReadSql = SqlFile.Read<UserBooks>("ReadUser.sql");

    private readonly UserPlacement placement = new(router, time);
    private readonly UserShards shards = new(router, time);
    private readonly DetailVault vault = new(keys);
    private readonly EmailIndex emails = new(router.Register, hash);

    /// <summary>Makes a user; repeated, with the same user, when an earlier call with the key finished it.</summary>
    /// <param name="details">Checked and kept encrypted.</param>
    /// <param name="idempotencyKey">
    /// 1 to 255 printable ASCII characters; its keyed hash is kept in the register.
    /// </param>
    /// <param name="cancellation">Stops the call between two steps; the same key finishes it.</param>
    public async Task<Outcome<User>> CreateAsync(
        PersonalDetails details, string idempotencyKey, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if ((OrderCheck.KeyMistake(idempotencyKey) ?? DetailForm.Find(details, today, out details)) is { } mistake)
        {
            return mistake;
        }

        try
        {
            var placing = await PlaceAsync(details, idempotencyKey, cancellation);
            return placing.Outcome switch
            {
                PlacementOutcome.KeyConflict => new Refusal(
                    RefusalCode.KeyReused,
                    "This key came with another request before; take a new key for another user.",
                    "Idempotency-Key"),
                PlacementOutcome.Busy => ShardFailure.Unavailable(router.Region),
                _ => await OpenBookAsync(placing, details, cancellation),
            };
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable(router.Region, e);
        }
    }

    /// <summary>The user with the details decrypted; refused when there is none of this number.</summary>
    public async Task<Outcome<User>> FindAsync(UserId id, CancellationToken cancellation)
    {
        var row = await shards.ReadAsync(
            id, FindSql, (reader, _) => Task.FromResult(UserRow.Read(reader)), cancellation);
        if (!row.IsDone)
        {
            return row.Refusal;
        }

        if (row.Value.ErasedAt is not null)
        {
            return UserShards.Erased(id);
        }

        try
        {
            return await UnsealAsync(id, row.Value, cancellation);
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable(router.Region, e);
        }
    }

    private Task<UserPlacing> PlaceAsync(PersonalDetails details, string key, CancellationToken cancellation)
    {
        var birthDate = details.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return placement.PlaceAsync(
            hash.Of("user-creation-key", key),
            hash.Of("user-creation-request", details.Name, details.Email, birthDate),
            Guid.CreateVersion7(time.GetUtcNow()),
            cancellation);
    }

    private async Task<Outcome<User>> OpenBookAsync(
        UserPlacing placing, PersonalDetails details, CancellationToken cancellation)
    {
        if (await vault.SealAsync(placing.User, details, cancellation) is not { } sealedDetails
            || !await emails.NoteAsync(placing.User, details.Email, cancellation))
        {
            return new Refusal(RefusalCode.UserErased, $"The user {placing.User}, made with this key, was erased.");
        }

        var written = await shards.WriteAsync(
            placing.User, batch => Compose(batch, placing, sealedDetails), ReadWrittenAsync, cancellation);
        if (!written.IsDone)
        {
            return written.Refusal;
        }

        if (written.Value.ErasedAt is not null)
        {
            return UserShards.Erased(placing.User);
        }

        if (written.Value.CreationId != placing.CreationId)
        {
            throw new InvalidOperationException(
                $"The book of {placing.User} belongs to another creation: its shard runs on an older state of its "
                + "data.");
        }

        var user = await UnsealAsync(placing.User, written.Value, cancellation);
        if (written.Repeated && user.Details.Email != details.Email)
        {
            // The address of the first call was noted again, and the user has another by now.
            await emails.ChangeAsync(user.Id, null, () => FindAsync(user.Id, cancellation), cancellation);
        }

        return new Outcome<User>(user, null, written.Repeated);
    }

    private static void Compose(NpgsqlBatch batch, UserPlacing placing, SealedDetails details)
    {
        batch.BatchCommands.Add(new(OpenSql)
        {
            Parameters = { new() { Value = placing.User.Number }, new() { Value = placing.CreationId } },
        });
        batch.BatchCommands.Add(new(KeepSql)
        {
            Parameters =
            {
                new() { Value = placing.User.Number },
                Bytes(details.Name),
                Bytes(details.Email),
                Bytes(details.BirthDate),
            },
        });
        batch.BatchCommands.Add(new(ReadSql) { Parameters = { new() { Value = placing.User.Number } } });
    }

    private static NpgsqlParameter Bytes(byte[]? value) =>
        new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea, Value = (object?)value ?? DBNull.Value };

    private static async Task<Outcome<UserRow>?> ReadWrittenAsync(
        NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var isNew = await reader.ReadAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new Outcome<UserRow>(UserRow.Read(reader), null, !isNew)
            : null;
    }

    private async Task<User> UnsealAsync(UserId id, UserRow row, CancellationToken cancellation) =>
        row.Of(id, await vault.OpenAsync(id, row.Details, cancellation));
}
