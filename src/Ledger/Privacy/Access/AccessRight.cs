namespace Domicile.Ledger.Privacy.Access;

/// <summary>By which right somebody reads personal data.</summary>
public enum AccessRight
{
    /// <summary>The user's own data, or by the user's wish (GDPR, Article 15).</summary>
    Access,

    /// <summary>The user's data to take elsewhere (Article 20).</summary>
    Portability,

    /// <summary>An operator or a service at work: the contract with the user (Article 6(1)(b)).</summary>
    Operation,

    /// <summary>A privacy officer's task (Articles 38 and 39).</summary>
    PrivacyOffice,

    /// <summary>An auditor's task, which the law prescribes (Article 6(1)(c)).</summary>
    Audit,
}
