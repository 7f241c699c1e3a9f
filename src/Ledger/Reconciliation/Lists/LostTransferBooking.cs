using Domicile.Sharding.Routing;
using Npgsql;

namespace Domicile.Ledger.Reconciliation.Lists;

/// <summary>
/// Books again in one region what a comparison of lists says that its books have lost. Idempotent, and run while the
/// region serves. What it is told it believes: whoever runs it has looked at the list.
/// </summary>
/// <param name="region">The region's router, with its map loaded.</param>
public sealed class LostTransferBooking(ShardRouter region)
{
    private readonly LostSides books = new(region);

    /// <param name="lost">Of a comparison; those of other regions, and those for a person to look at, are left.</param>
    /// <param name="cancellation">What was booked stays booked.</param>
    /// <returns>What was booked or has to be looked at; nothing for what was there already.</returns>
    /// <exception cref="InvalidDataException">One of them names no users of the right region.</exception>
    /// <exception cref="NpgsqlException">A shard does not answer; run it again when all do.</exception>
    public async Task<IReadOnlyList<Difference>> RunAsync(
        IEnumerable<LostTransfer> lost, CancellationToken cancellation)
    {
        var found = new List<Difference>();
        foreach (var transfer in lost.Where(transfer => transfer.LostBy == region.Region))
        {
            if (await books.MendAsync(Held(transfer), cancellation) is { } difference)
            {
                found.Add(difference);
            }
        }

        return found;
    }

    /// <summary>The side that the other book holds.</summary>
    private TransferSide Held(LostTransfer lost)
    {
        var (user, other) = lost.LostSide switch
        {
            ListedSide.Payee => (lost.Payer, lost.Payee),
            ListedSide.Payer => (lost.Payee, lost.Payer),
            _ => throw new InvalidDataException($"Transfer {lost.TransferId} does not say which side is lost."),
        };
        var side = new ListedSide(
            lost.TransferId,
            lost.LostSide == ListedSide.Payee ? ListedSide.Payer : ListedSide.Payee,
            user,
            other,
            lost.Asset,
            lost.MinorUnits,
            "completed",
            0,
            lost.EffectiveAt,
            lost.BookedAt,
            lost.BookedAt).ToSide();
        return side.Counterparty.Region == region.Region && side.MinorUnits > 0
            ? side
            : throw new InvalidDataException(
                $"Transfer {lost.TransferId} is not one that {region.Region} can have lost.");
    }
}
