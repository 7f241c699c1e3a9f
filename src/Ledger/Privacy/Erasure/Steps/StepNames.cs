namespace Domicile.Ledger.Privacy.Erasure.Steps;

/// <summary>The steps of an erasure, in their order, as answers and certificates name them.</summary>
public static class StepNames
{
    /// <summary>The book takes part in nothing new.</summary>
    public const string Closed = "closed";

    /// <summary>What the wallets held was paid out, where that was chosen.</summary>
    public const string PaidOut = "paid-out";

    /// <summary>Every document that was due was drawn, while the user's data could be read.</summary>
    public const string Documents = "documents";

    /// <summary>It stands in the erasure register: there is no way back.</summary>
    public const string Registered = "registered";

    /// <summary>The user's key was destroyed.</summary>
    public const string Key = "key";

    /// <summary>A shard has applied it: no details, references, nor hashes of keys and requests.</summary>
    public const string Columns = "columns";

    /// <summary>The register has forgotten how the user was made, codes and look-ups.</summary>
    public const string Register = "register";

    /// <summary>Nobody signs in as the user any more: the sign-in is gone, with its address.</summary>
    public const string SignIn = "sign-in";

    /// <summary>It is noted who is to be told; their receipts are kept as they come.</summary>
    public const string Notices = "notices";
}
