namespace Domicile.Ledger.Audit.Packages.Building;

/// <summary>
/// How far a shard's documents have been looked through, in the order of their commits: a promoted or restored shard
/// counts anew in a higher epoch.
/// </summary>
internal readonly record struct ArrivalCursor(int Epoch, ulong Xid, long Position)
{
    /// <summary>True when whoever came to the other one has passed this one.</summary>
    public bool IsUpTo(ArrivalCursor other) =>
        (Epoch, Xid, Position).CompareTo((other.Epoch, other.Xid, other.Position)) <= 0;
}
