namespace Domicile.Ledger.Privacy.Export;

/// <summary>The kinds of values that exports have.</summary>
public enum ExportCellKind
{
    /// <summary>Nothing is held, or it can no longer be read.</summary>
    None,

    /// <summary>Whatever somebody may have written.</summary>
    Text,

    /// <summary>An amount of the row's asset in decimals.</summary>
    Money,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Truth,
}
