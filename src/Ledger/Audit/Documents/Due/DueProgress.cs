namespace Domicile.Ledger.Audit.Documents.Due;

/// <summary>What one batch of documents came to.</summary>
/// <param name="SeenCount">Those that were due.</param>
/// <param name="KeptCount">Those that are drawn and kept now.</param>
/// <param name="Last">The place of the last one; null when there was none.</param>
internal readonly record struct DueProgress(int SeenCount, int KeptCount, (long User, Guid TransferId)? Last)
{
    /// <summary>Why not all of them were drawn; null when they were.</summary>
    public string? Delay { get; init; }
}
