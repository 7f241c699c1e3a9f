using Domicile.Ledger.CrossShard.Sides;
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
    private static readonly string RebookSentSql = SqlFile.Read<WorldReconciliation>("RebookSent.sql");
    private static readonly string ReadBookSql = SqlFile.Read<WorldReconciliation>("ReadBook.sql");

    /// <summary>Of two nodes' clocks that a book's cutoff is compared by.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromDays(1);

    private readonly Dictionary<Guid, TransferSide> single = [];
    private readonly List<Difference> differences = [];
    private long comparedCount;

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

        foreach (var side in single.Values)
        {
            await MendAsync(side, cancellation);
        }

        return new ReconciliationReport(comparedCount, differences);
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
            Compare(new TransferSide(
                reader.GetGuid(1),
                new UserId(region, reader.GetInt64(0)),
                reader.GetBoolean(2),
                counterparty,
                reader.GetString(4),
                reader.GetInt64(5),
                reader.GetString(6),
                reader.GetFieldValue<DateTimeOffset>(7),
                reader.GetFieldValue<DateTimeOffset>(8)));
        }
    }

    private void Compare(TransferSide side)
    {
        comparedCount++;
        if (!single.Remove(side.TransferId, out var other))
        {
            single.Add(side.TransferId, side);
        }
        else if (!side.AgreesWith(other))
        {
            Tell(side, "the two books tell different things of it", isBooked: false);
        }
        else if ((side.IsPayer ? side : other).State == "refunded")
        {
            Tell(side, "the payee has it, and the payer was given it back", isBooked: false);
        }
    }

    private async Task MendAsync(TransferSide side, CancellationToken cancellation)
    {
        if (side.IsPayer && !side.IsSettled)
        {
            // Under way, or come back: the payee's book need not have it.
            return;
        }

        var user = side.Counterparty;
        var router = regions.FirstOrDefault(region => region.Region == user.Region);
        if (router is null || await router.RouteAsync(user.Number, cancellation) is not { } route
            || await ReadBookAsync(route.Shard, user, cancellation) is not { HasBook: true } book)
        {
            Tell(side, $"there is no book of {user}, which should have it too", isBooked: false);
        }
        else if (book.Cutoff != DateTime.MinValue && side.BookedAt.UtcDateTime < book.Cutoff + ClockSlack)
        {
            // Folded there, or about to be: nobody can tell any more whether it ever was in that book.
        }
        else if (side.IsPayer)
        {
            await ReceiveAsync(side, route, cancellation);
        }
        else
        {
            await SendAsync(side, route, cancellation);
        }
    }

    /// <summary>The payer's side was told once that the payee has it: so it is the payee's.</summary>
    private async Task ReceiveAsync(TransferSide side, ShardRoute route, CancellationToken cancellation)
    {
        var leg = new IncomingLeg(
            side.TransferId, side.Payer, side.Payee, side.Asset, side.MinorUnits, side.EffectiveAt, IsAccepted: true);
        var result = (await ReceiveCall.RunAsync(route.Shard.PrimaryForWork, [(leg, route.RangeId)], cancellation))[0];
        switch (result)
        {
            case { Outcome: ReceiveOutcome.Repeated, Refusal: null }:
                // It arrived after the payee's shard was read.
                break;
            case { Outcome: ReceiveOutcome.Received }:
                Tell(side, "the payer sent it and the payee's book had lost it; booked again there", isBooked: true);
                break;
            default:
                Tell(
                    side,
                    $"the payer had sent it and the payee's book does not take it ({result.Refusal ?? "try again"})",
                    isBooked: false);
                break;
        }
    }

    /// <summary>The payee has it: so the payer sent it, and it comes to its end from there as ever.</summary>
    private async Task SendAsync(TransferSide side, ShardRoute route, CancellationToken cancellation)
    {
        await using var command = route.Shard.PrimaryForWork.CreateCommand(RebookSentSql);
        command.Parameters.AddWithValue(side.TransferId);
        command.Parameters.AddWithValue(side.Payer.Number);
        command.Parameters.AddWithValue(route.RangeId);
        command.Parameters.AddWithValue(side.Payee.ToString());
        command.Parameters.AddWithValue(side.Asset);
        command.Parameters.AddWithValue(side.MinorUnits);
        command.Parameters.AddWithValue(side.EffectiveAt.ToUniversalTime());
        if (await command.ExecuteScalarAsync(cancellation) is "booked")
        {
            Tell(side, "the payee had it and the payer's book had lost it; booked again there", isBooked: true);
        }
    }

    private static async Task<(bool HasBook, DateTime Cutoff)?> ReadBookAsync(
        Shard shard, UserId user, CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(ReadBookSql);
        command.Parameters.AddWithValue(user.Number);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetBoolean(0), reader.GetDateTime(1)) : null;
    }

    private void Tell(TransferSide side, string text, bool isBooked) => differences.Add(new Difference(
        side.TransferId, side.Payer.ToString(), side.Payee.ToString(), side.Asset, side.MinorUnits, text, isBooked));
}
