namespace Domicile.Ledger.CrossShard.Messages;

/// <summary>Back to the region that erased: who was told.</summary>
public sealed record ErasureReceiptsMessage(int Version, IReadOnlyList<ErasureReceiptLine> Receipts)
    : RegionMessage(Version);
