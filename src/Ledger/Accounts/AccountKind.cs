namespace Domicile.Ledger.Accounts;

/// <summary>The accounts of a user's own book, one of each kind for each asset.</summary>
public enum AccountKind
{
    /// <summary>What the user can spend.</summary>
    Wallet,

    /// <summary>Set aside by a hold.</summary>
    Held,

    /// <summary>Left the wallet, not yet booked by the payee.</summary>
    InTransit,

    /// <summary>Counter account of money from and to the world outside.</summary>
    External,

    /// <summary>Counter account of what went to other users.</summary>
    Sent,

    /// <summary>Counter account of what came from other users.</summary>
    Received,

    /// <summary>Counter account of what was changed into another asset.</summary>
    Exchange,
}
