namespace Domicile.Ledger.Privacy.Export;

/// <summary>What an export ends with.</summary>
/// <param name="Counts">Rows by table.</param>
/// <param name="Regions">Other regions that have received the user's id, in the legs of transfers.</param>
/// <param name="Problem">Why it stopped in the middle; null for a whole one.</param>
public sealed record ExportEnd(
    IReadOnlyDictionary<string, long> Counts, IReadOnlyList<string> Regions, string? Problem)
{
    public bool IsComplete => Problem is null;
}
