using Domicile.Ledger.Privacy.Catalogue;

namespace Domicile.Ledger.Privacy.Record;

/// <summary>Columns of one table that hold a category, all protected in one way.</summary>
public sealed record RecordedPlace(
    DatabaseKind Database, string Table, Protection Protection, IReadOnlyList<string> Columns);
