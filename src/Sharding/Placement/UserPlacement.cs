using Domicile.Sharding.Register;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Sharding.Placement;

/// <summary>
/// Gives new users a shard and a number: the register chooses the emptiest shard and keeps the key, the shard gives the
/// next number of a block that it has leased, the register notes the number. Each step is idempotent, so a call that is
/// cut short anywhere is finished by the next one with the same key, from any server. A number is never given twice.
/// Lives as long as its router; safe for many callers at once.
/// </summary>
public sealed class UserPlacement(ShardRouter router, TimeProvider time)
{
    private static readonly string PlaceUserSql = SqlFile.Read<UserPlacement>("PlaceUser.sql");
    private static readonly string RecordNumberSql = SqlFile.Read<UserPlacement>("RecordNumber.sql");

    private readonly NumberTaking numbers = new(router, time);

    /// <summary>Places the user that belongs to a key, or finds where it was placed.</summary>
    /// <param name="keyHash">The caller's idempotency key as a keyed hash.</param>
    /// <param name="requestHash">A hash of what was asked for with it.</param>
    /// <param name="creationId">A UUIDv7, made once for the accepted request, before the first try.</param>
    /// <param name="cancellation">A placement that was cut short is finished by the next call with the key.</param>
    /// <exception cref="RegisterException">Register and shard disagree, as after a restore.</exception>
    /// <exception cref="NpgsqlException">A node did not answer; try again with the same key.</exception>
    public async Task<UserPlacing> PlaceAsync(
        byte[] keyHash, byte[] requestHash, Guid creationId, CancellationToken cancellation)
    {
        var chosen = await ChooseAsync(keyHash, requestHash, creationId, cancellation);
        if (!chosen.IsSameRequest)
        {
            return new UserPlacing(PlacementOutcome.KeyConflict, default, default, default);
        }

        var number = chosen.UserNumber;
        if (number is null)
        {
            if (!router.TryGetShard(chosen.Shard, out var shard))
            {
                throw new RegisterException(
                    $"The register placed a user on {router.Region}/{chosen.Shard}, but this process has no address of "
                    + "it: start it again with the region's present nodes.");
            }

            number = await numbers.TakeAsync(shard, chosen.CreationId, cancellation);
            if (number is null)
            {
                return new UserPlacing(PlacementOutcome.Busy, default, default, default);
            }

            await RecordAsync(keyHash, number.Value, shard, cancellation);
        }

        var route = await router.RouteAsync(number.Value, cancellation) ?? throw new RegisterException(
            $"User {router.Region}-{number} was placed on {chosen.Shard}, but no range of the register covers it.");
        return new UserPlacing(
            chosen.IsNew ? PlacementOutcome.Placed : PlacementOutcome.Repeated,
            new UserId(router.Region, number.Value),
            chosen.CreationId,
            route);
    }

    private async Task<ChosenShard> ChooseAsync(
        byte[] keyHash, byte[] requestHash, Guid creationId, CancellationToken cancellation)
    {
        await using var command = router.Register.CreateCommand(PlaceUserSql);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = keyHash });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = requestHash });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = creationId });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new ChosenShard(
            reader.GetGuid(0),
            reader.GetString(1),
            await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetInt64(2),
            reader.GetBoolean(3),
            reader.GetBoolean(4));
    }

    private async Task RecordAsync(byte[] keyHash, long number, Shard shard, CancellationToken cancellation)
    {
        await using var command = router.Register.CreateCommand(RecordNumberSql);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = keyHash });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        try
        {
            if (await command.ExecuteScalarAsync(cancellation) is not long)
            {
                throw new RegisterException(
                    $"{shard.FullName} gave number {number} to a creation that the register knows by another number.");
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new RegisterException(
                $"{shard.FullName} gave number {number}, which is another user's: it runs on older data. "
                + "Raise its epoch in the register and on the shard, and it leases new numbers.",
                e);
        }
    }
}
