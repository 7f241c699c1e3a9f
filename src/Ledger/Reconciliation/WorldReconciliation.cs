using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Reconciliation;

/// <summary>
/// Compares, by transfer id, what every book says that it sent with what every other says that it received, after a
/// promotion that lost something; books again what the other side holds, and lists the rest. May be repeated, and run
/// while the world serves: what is under way is no difference, and booking again is idempotent. Holds the sides that
/// have not found each other yet in memory.
/// </summary>
/// <param name="regions">A router for each region, with its map loaded.</param>
public sealed class WorldReconciliation(IReadOnlyList<ShardRouter> regions)
{
    private static readonly string LiftLimitSql = SqlFile.Read<WorldReconciliation>("LiftLimit.sql");
    private static readonly string ReadSidesSql = SqlFile.Read<WorldReconciliation>("ReadSides.sql");

    private readonly SidePairs pairs = new();
    private readonly List<Difference> differences = [];

    /// <exception cref="NpgsqlException">A shard does not answer; run it again when all do.</exception>
    public async Task<ReconciliationReport> RunAsync(CancellationToken cancellation)
    {
        foreach (var router in regions)
        {
            foreach (var shard in router.Shards)
            {
                await ReadAsync(router.Region, shard, cancellation);
            }
        }

        foreach (var side in pairs.Single.Where(side => side.ProvesOther))
        {
            var router = regions.FirstOrDefault(region => region.Region == side.Counterparty.Region);
            var difference = router is null
                ? LostSides.NoBook(side)
                : await new LostSides(router).MendAsync(side, cancellation);
            differences.AddRange(difference is null ? [] : [difference]);
        }

        return new ReconciliationReport(pairs.ComparedCount, differences);
    }

    private async Task ReadAsync(string region, Shard shard, CancellationToken cancellation)
    {
        await using var connection = await shard.PrimaryForWork.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var lift = new NpgsqlCommand(LiftLimitSql, connection))
        {
            await lift.ExecuteNonQueryAsync(cancellation);
        }

        await using var command = new NpgsqlCommand(ReadSidesSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var counterparty = UserId.TryParse(reader.GetString(3), out var other)
                ? other
                : throw new InvalidOperationException($"A transfer of {shard.FullName} names no other side.");
            var side = new TransferSide(
                reader.GetGuid(1),
                new UserId(region, reader.GetInt64(0)),
                reader.GetBoolean(2),
                counterparty,
                reader.GetString(4),
                reader.GetInt64(5),
                reader.GetString(6),
                reader.GetFieldValue<DateTimeOffset>(7),
                reader.GetFieldValue<DateTimeOffset>(8));
            if (pairs.Add(side) is { } mistake)
            {
                differences.Add(side.Differs(mistake, isBooked: false));
            }
        }
    }
}
