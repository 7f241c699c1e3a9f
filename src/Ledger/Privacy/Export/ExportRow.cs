namespace Domicile.Ledger.Privacy.Export;

/// <summary>One row of one table, in the order of the table's columns.</summary>
public sealed record ExportRow(ExportTable Table, IReadOnlyList<ExportCell> Cells);
