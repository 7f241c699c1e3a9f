namespace Domicile.Ledger.Privacy.Catalogue;

/// <summary>Whom data are about.</summary>
public enum DataSubject
{
    /// <summary>Nobody: not personal data.</summary>
    Nobody,

    /// <summary>A user, under the bare id too: pseudonymous data are personal data.</summary>
    User,

    /// <summary>Somebody who works for the controller, by the subject of the token.</summary>
    Staff,
}
