namespace Domicile.Ledger.Reconciliation.Lists;

/// <summary>The first line of a list.</summary>
/// <param name="Format"><see cref="FormatName"/>.</param>
/// <param name="Span">What was listed.</param>
/// <param name="ListedAt">The first snapshot's moment: what committed before is in the list.</param>
/// <param name="Shards">All shards of the region.</param>
public sealed record ListHead(
    string Format, TransferSpan Span, DateTimeOffset ListedAt, IReadOnlyList<ListedShard> Shards)
{
    public const string FormatName = "domicile-transfers-1";
}
