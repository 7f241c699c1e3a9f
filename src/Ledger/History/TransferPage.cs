using Domicile.Ledger.Transfers;

namespace Domicile.Ledger.History;

/// <summary>Some transfers of one user, newest first.</summary>
/// <param name="NextCursor">Leads to the next page; null when this was the last.</param>
public sealed record TransferPage(IReadOnlyList<Transfer> Transfers, string? NextCursor)
{
    /// <summary>Where the history ends, on its last page; null on others, and when all of it is kept.</summary>
    public BookOpening? Opening { get; init; }
}
