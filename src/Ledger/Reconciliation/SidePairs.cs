namespace Domicile.Ledger.Reconciliation;

/// <summary>
/// Brings the two sides of each transfer together, wherever they come from, and says what two that met contradict.
/// Holds the sides that have not found each other yet in memory. For one comparison.
/// </summary>
internal sealed class SidePairs
{
    private readonly Dictionary<Guid, TransferSide> single = [];

    /// <summary>Sides that were added.</summary>
    public long ComparedCount { get; private set; }

    /// <summary>Those whose other side was not added.</summary>
    public IReadOnlyCollection<TransferSide> Single => single.Values;

    /// <returns>What the two contradict; null when they agree, or the other is still to come.</returns>
    public string? Add(TransferSide side)
    {
        ComparedCount++;
        if (!single.Remove(side.TransferId, out var other))
        {
            single.Add(side.TransferId, side);
            return null;
        }

        return !side.AgreesWith(other)
            ? "the two books tell different things of it"
            : (side.IsPayer ? side : other).State == "refunded"
                ? "the payee has it, and the payer was given it back"
                : null;
    }
}
