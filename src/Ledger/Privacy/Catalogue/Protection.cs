namespace Domicile.Ledger.Privacy.Catalogue;

/// <summary>How a column stands on disk, and so what whoever gets hold of the database can read.</summary>
public enum Protection
{
    Plain,

    /// <summary>Encrypted with the user's own key, which is in the key database: unreadable without both.</summary>
    Sealed,

    /// <summary>
    /// A hash with a secret of the region: without the secret it can be neither read nor guessed, only compared.
    /// </summary>
    KeyedHash,

    /// <summary>A key, encrypted with the region's wrapping key: unreadable without that.</summary>
    Wrapped,
}
