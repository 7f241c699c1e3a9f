using Domicile.Ledger.Privacy.Catalogue;

namespace Domicile.Ledger.Privacy.Breach;

/// <summary>Columns of one table and category that a breach exposed, all protected in one way.</summary>
public sealed record ExposedKind(
    string Category, string Table, Protection Protection, IReadOnlyList<string> Columns)
{
    public required long Users { get; init; }

    /// <summary>Rows that were there at some time of the breach.</summary>
    public required long Rows { get; init; }

    /// <summary>Those of them that were written while it lasted.</summary>
    public required long Written { get; init; }

    /// <summary>True when whoever had the shard alone could read it.</summary>
    public bool IsReadable => Protection == Protection.Plain;
}
