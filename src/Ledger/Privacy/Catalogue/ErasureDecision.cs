namespace Domicile.Ledger.Privacy.Catalogue;

/// <summary>What an erasure does with a category.</summary>
public enum ErasureDecision
{
    /// <summary>It is about no user.</summary>
    NotTheUsers,

    /// <summary>It is destroyed.</summary>
    Erased,

    /// <summary>A law or an obligation keeps it, under the bare id, for as long as its retention says.</summary>
    Kept,
}
