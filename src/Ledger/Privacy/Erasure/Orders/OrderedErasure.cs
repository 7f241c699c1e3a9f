namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>An erasure that was ordered, now or before.</summary>
/// <param name="Order">As it stands now.</param>
/// <param name="ClaimCode">
/// Set when the order was made now and the balance is kept: shown once, only its keyed hash is kept.
/// </param>
public sealed record OrderedErasure(ErasureOrder Order, string? ClaimCode)
{
    /// <summary>Shows no code.</summary>
    public override string ToString() => $"{Order.User}, {Order.State}";
}
