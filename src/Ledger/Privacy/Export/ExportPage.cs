namespace Domicile.Ledger.Privacy.Export;

/// <summary>Some rows of one table as the node gave them.</summary>
/// <param name="Contents">A JSON object each, sealed values as they stand.</param>
/// <param name="Place">The primary key of the last one as JSON; null when this was the last page.</param>
internal sealed record ExportPage(IReadOnlyList<string> Contents, string? Place);
