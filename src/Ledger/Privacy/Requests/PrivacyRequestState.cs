namespace Domicile.Ledger.Privacy.Requests;

/// <summary>What became of a request.</summary>
public enum PrivacyRequestState
{
    /// <summary>Nobody has answered it yet; its time runs.</summary>
    Open,

    /// <summary>The person got what was asked for.</summary>
    Done,

    /// <summary>It was refused, and the person was told why.</summary>
    Refused,
}
