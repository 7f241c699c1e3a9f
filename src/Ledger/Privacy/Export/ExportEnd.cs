namespace Domicile.Ledger.Privacy.Export;

/// <summary>What an export ends with.</summary>
/// <param name="Counts">Rows by table.</param>
/// <param name="Recipients">Who received something of the user.</param>
/// <param name="Problem">Why it stopped in the middle; null for a whole one.</param>
public sealed record ExportEnd(
    IReadOnlyDictionary<string, long> Counts, IReadOnlyList<ExportRecipient> Recipients, string? Problem)
{
    public bool IsComplete => Problem is null;
}
