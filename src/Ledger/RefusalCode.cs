namespace Domicile.Ledger;

/// <summary>
/// The kinds of refusal. The first group are verdicts of the books, remembered under the caller's key for ever; the
/// others are not, so that the same key may be sent again.
/// </summary>
public enum RefusalCode
{
    InsufficientFunds,
    PayeeUnknown,

    /// <summary>A balance would no longer fit 64 bits.</summary>
    BalanceLimit,

    /// <summary>The payer's or the payee's book is restricted.</summary>
    UserRestricted,

    UserUnknown,

    /// <summary>The user's personal data was erased, and the book takes part in nothing new.</summary>
    UserErased,

    AssetUnknown,
    AccountUnknown,
    TransferUnknown,
    AmountInvalid,
    AmountNotPositive,
    AmountTooManyDecimals,
    AmountTooLarge,
    SamePayerAndPayee,
    FieldInvalid,

    /// <summary>The user belongs to another region.</summary>
    OtherRegion,

    /// <summary>The key came with another body before.</summary>
    KeyReused,

    /// <summary>The first request with this key is still at work.</summary>
    KeyAtWork,

    /// <summary>The caller has seen what a promotion lost.</summary>
    PositionLost,

    /// <summary>The asset exists with another scale.</summary>
    AssetExists,

    /// <summary>The register has no such request for a right.</summary>
    RequestUnknown,

    /// <summary>The request has ended, or its time limit can no longer be changed.</summary>
    RequestClosed,

    /// <summary>A wallet of a user who shall be erased is below zero.</summary>
    BalanceNegative,

    /// <summary>The user's one-time code is wrong, used or old.</summary>
    ErasureCodeWrong,

    /// <summary>Nobody has asked for the user to be erased.</summary>
    ErasureUnknown,

    /// <summary>Whoever asked for it cannot consent to it.</summary>
    ConsentOwn,

    /// <summary>No money is kept under this claim code.</summary>
    ClaimUnknown,

    /// <summary>The transfer has not come to its end, or its document is being drawn.</summary>
    DocumentNotDrawn,

    /// <summary>The document is not in a package for an institution yet.</summary>
    DocumentNotPackaged,

    /// <summary>The time until which the document was kept is over.</summary>
    DocumentEnded,

    /// <summary>
    /// Nothing was written, or a retry with the same key is safe: the shard does not answer or is being moved.
    /// </summary>
    Unavailable,
}
