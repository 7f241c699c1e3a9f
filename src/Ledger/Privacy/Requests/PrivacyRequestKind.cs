namespace Domicile.Ledger.Privacy.Requests;

/// <summary>The rights that a person may use, by the articles of the GDPR.</summary>
public enum PrivacyRequestKind
{
    /// <summary>Article 15: everything held of the user.</summary>
    Access,

    /// <summary>Article 20: the same, to take elsewhere.</summary>
    Portability,

    /// <summary>Article 16.</summary>
    Rectification,

    /// <summary>Article 18.</summary>
    Restriction,

    /// <summary>Article 17.</summary>
    Erasure,
}
