namespace Domicile.Ledger.Privacy.Export;

/// <summary>One value of an export.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it is written; null for nothing.</param>
public readonly record struct ExportCell(ExportCellKind Kind, string? Text)
{
    public static ExportCell None { get; } = new(ExportCellKind.None, null);
}
