using Domicile.Ledger.CrossShard.Sides;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Reconciliation;

/// <summary>
/// Books again in one region what its books have lost and the other side proves. Idempotent: what is there already, or
/// arrived meanwhile, is left as it is.
/// </summary>
/// <param name="region">The router of the region whose books lost it, with its map loaded.</param>
internal sealed class LostSides(ShardRouter region)
{
    private static readonly string RebookSentSql = SqlFile.Read<LostSides>("RebookSent.sql");
    private static readonly string ReadBookSql = SqlFile.Read<LostSides>("ReadBook.sql");

    /// <param name="side">What the other book has; the one in this region is its counterparty's.</param>
    /// <param name="cancellation">What was booked stays booked.</param>
    /// <returns>What was booked, or what a person has to look at; null when nothing is missing.</returns>
    /// <exception cref="NpgsqlException">A shard does not answer; run it again when all do.</exception>
    public async Task<Difference?> MendAsync(TransferSide side, CancellationToken cancellation)
    {
        var user = side.Counterparty;
        if (await region.RouteAsync(user.Number, cancellation) is not { } route
            || await ReadBookAsync(route.Shard, user, cancellation) is not { HasBook: true } book)
        {
            return NoBook(side);
        }

        return side.MayBeFolded(book.Cutoff) ? null
            : side.IsPayer ? await ReceiveAsync(side, route, cancellation)
            : await SendAsync(side, route, cancellation);
    }

    /// <summary>What is said of a side whose counterparty has no book.</summary>
    public static Difference NoBook(TransferSide side) =>
        side.Differs($"there is no book of {side.Counterparty}, which should have it too", isBooked: false);

    /// <summary>The payer's side was told once that the payee has it: so it is the payee's.</summary>
    private static async Task<Difference?> ReceiveAsync(
        TransferSide side, ShardRoute route, CancellationToken cancellation)
    {
        var leg = new IncomingLeg(
            side.TransferId, side.Payer, side.Payee, side.Asset, side.MinorUnits, side.EffectiveAt, IsAccepted: true);
        var result = (await ReceiveCall.RunAsync(route.Shard.PrimaryForWork, [(leg, route.RangeId)], cancellation))[0];
        return result switch
        {
            // It arrived after the payee's shard was read.
            { Outcome: ReceiveOutcome.Repeated, Refusal: null } => null,
            { Outcome: ReceiveOutcome.Received } =>
                side.Differs("the payer sent it and the payee's book had lost it; booked again there", isBooked: true),
            _ => side.Differs(
                $"the payer had sent it and the payee's book does not take it ({result.Refusal ?? "try again"})",
                isBooked: false),
        };
    }

    /// <summary>The payee has it: so the payer sent it, and it comes to its end from there as ever.</summary>
    private static async Task<Difference?> SendAsync(
        TransferSide side, ShardRoute route, CancellationToken cancellation)
    {
        await using var command = route.Shard.PrimaryForWork.CreateCommand(RebookSentSql);
        command.Parameters.AddWithValue(side.TransferId);
        command.Parameters.AddWithValue(side.Payer.Number);
        command.Parameters.AddWithValue(route.RangeId);
        command.Parameters.AddWithValue(side.Payee.ToString());
        command.Parameters.AddWithValue(side.Asset);
        command.Parameters.AddWithValue(side.MinorUnits);
        command.Parameters.AddWithValue(side.EffectiveAt.ToUniversalTime());
        return await command.ExecuteScalarAsync(cancellation) is "booked"
            ? side.Differs("the payee had it and the payer's book had lost it; booked again there", isBooked: true)
            : null;
    }

    private static async Task<(bool HasBook, DateTime Cutoff)?> ReadBookAsync(
        Shard shard, UserId user, CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(ReadBookSql);
        command.Parameters.AddWithValue(user.Number);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetBoolean(0), reader.GetDateTime(1)) : null;
    }
}
