using Domicile.Ledger.CrossShard.Sides;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.CrossShard;

/// <summary>
/// Reads transfers under way from the books of their payers: the truth that every message only hints at.
/// </summary>
internal static class LegReader
{
    private static readonly string ReadLegs = SqlFile.Read(typeof(LegReader), "ReadLegs.sql");
    private static readonly string ReadOldLegs = SqlFile.Read(typeof(LegReader), "ReadOldLegs.sql");

    /// <summary>Those of the transfers that are still under way; in any order.</summary>
    public static async Task<List<Leg>> ReadAsync(
        Shard shard,
        string region,
        IReadOnlyList<(long Payer, Guid TransferId)> transfers,
        CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(ReadLegs);
        new GroupColumns<(long Payer, Guid TransferId)>(command.Parameters, transfers)
            .Add(NpgsqlDbType.Bigint, transfer => transfer.Payer)
            .Add(NpgsqlDbType.Uuid, transfer => transfer.TransferId);
        return await ReadAllAsync(command, region, cancellation);
    }

    /// <summary>The oldest that left their wallets longer ago than the given age, oldest first.</summary>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    public static async Task<List<Leg>> ReadOldAsync(
        Shard shard, string region, (TimeSpan Age, int CountMax) bounds, Leg? after, CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(ReadOldLegs);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = bounds.Age });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>
        {
            TypedValue = after?.SentAt.ToUniversalTime() ?? DateTimeOffset.UnixEpoch,
        });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after?.Payer.Number ?? -1 });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after?.TransferId ?? Guid.Empty });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = bounds.CountMax });
        return await ReadAllAsync(command, region, cancellation);
    }

    private static async Task<List<Leg>> ReadAllAsync(
        NpgsqlCommand command, string region, CancellationToken cancellation)
    {
        var legs = new List<Leg>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var transferId = reader.GetGuid(0);
            legs.Add(new Leg(
                transferId,
                new UserId(region, reader.GetInt64(1)),
                Payee(transferId, reader.GetString(2)),
                reader.GetString(3),
                reader.GetInt64(4),
                reader.GetFieldValue<DateTimeOffset>(5),
                reader.GetFieldValue<DateTimeOffset>(6),
                reader.GetInt64(7),
                reader.IsDBNull(8) ? null : reader.GetFieldValue<byte[]>(8)));
        }

        return legs;
    }

    private static UserId Payee(Guid transferId, string text) => UserId.TryParse(text, out var payee)
        ? payee
        : throw new InvalidOperationException($"Transfer {transferId} is under way to '{text}', which is no user.");
}
