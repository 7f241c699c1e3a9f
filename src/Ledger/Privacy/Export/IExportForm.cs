namespace Domicile.Ledger.Privacy.Export;

/// <summary>
/// How an export is written: JSON lines, or a zip of tables. Holds no more than what it is just writing. Called in the
/// order begin, rows table by table, end.
/// </summary>
public interface IExportForm
{
    ValueTask BeginAsync(ExportHead head, CancellationToken cancellation);

    ValueTask WriteAsync(ExportRow row, CancellationToken cancellation);

    /// <summary>Also for an export that is not complete, which must be seen at it.</summary>
    ValueTask EndAsync(ExportEnd end, CancellationToken cancellation);
}
