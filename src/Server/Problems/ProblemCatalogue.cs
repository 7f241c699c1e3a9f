using Domicile.Ledger;

namespace Domicile.Server.Problems;

/// <summary>
/// Every problem that this API can answer with: the one place that turns a refusal of the books into a status, a type
/// and a title. What the books do not know (HTTP, tokens) stands in <see cref="HttpProblems"/>.
/// </summary>
internal static class ProblemCatalogue
{
    private static readonly ProblemType InsufficientFunds = new(
        "insufficient-funds", 422, "The wallet does not hold enough",
        "The movement would take the payer's wallet below its minimum. This verdict is kept under the request's key: "
        + "once the wallet holds enough, send the transfer again with a new key.");

    private static readonly ProblemType PayeeUnknown = new(
        "payee-unknown", 422, "The payee does not exist",
        "Nobody has the user id in 'to'. This verdict is kept under the request's key: correct the id and use a new "
        + "key.");

    private static readonly ProblemType BalanceLimit = new(
        "balance-limit", 422, "A balance would grow too large",
        "A balance is a whole number of minor units of 64 bits, and this movement would pass its end. Nothing was "
        + "booked.");

    private static readonly ProblemType UserRestricted = new(
        "user-restricted", 422, "The user's book is restricted",
        "The payer or the payee asked for a restriction of processing (GDPR, Article 18), or somebody for them. "
        + "Nothing moves to or from that book until it is lifted; what was under way comes to its end. This verdict is "
        + "kept under the request's key: later, use a new one.");

    private static readonly ProblemType UserUnknown = new(
        "user-unknown", 404, "The user does not exist",
        "Nobody has this user id in this region. Check the id: it is the region, a dash and a number, such as "
        + "eu-30001.");

    private static readonly ProblemType UserErased = new(
        "user-erased", 410, "The user was erased",
        "The user's personal data is gone for good, and the book takes part in nothing new: what was booked stays "
        + "under the bare id, and the user's tokens are refused. GET /v1/users/{id}/erasure tells what was done. As "
        + "the verdict about a payee it is kept under the request's key.");

    private static readonly ProblemType AssetUnknown = new(
        "asset-unknown", 422, "The asset does not exist",
        "The region has no asset with this code. GET /v1/assets lists them; an operator adds one by POST /v1/assets.");

    private static readonly ProblemType AccountUnknown = new(
        "account-unknown", 404, "The account does not exist",
        "The user has no such account. GET /v1/users/{id}/accounts lists them; POST to the same address opens a "
        + "wallet.");

    private static readonly ProblemType TransferUnknown = new(
        "transfer-unknown", 404, "The transfer does not exist",
        "This user's book has no transfer with this id.");

    private static readonly ProblemType AmountInvalid = new(
        "amount-invalid", 400, "The amount is not a decimal number in a string",
        "Send digits and at most one point in a JSON string, such as \"12.34\". A JSON number is refused: many "
        + "programs read it as a binary floating-point number and lose digits above 2^53.");

    private static readonly ProblemType AmountNotPositive = new(
        "amount-not-positive", 422, "The amount is not more than zero",
        "A transfer moves more than zero. To move money the other way, swap 'from' and 'to'.");

    private static readonly ProblemType AmountTooManyDecimals = new(
        "amount-too-many-decimals", 422, "The amount has more decimals than the asset",
        "Each asset has a scale, its number of decimals: 2 for EUR, 0 for JPY. Amounts are never rounded for you.");

    private static readonly ProblemType AmountTooLarge = new(
        "amount-too-large", 422, "The amount is too large",
        "An amount is a whole number of minor units of 64 bits, 92,233,720,368,547,758.07 EUR at most.");

    private static readonly ProblemType SamePayerAndPayee = new(
        "same-payer-and-payee", 422, "Payer and payee are the same",
        "A user cannot pay itself. Change 'from' or 'to'.");

    private static readonly ProblemType OtherRegion = new(
        "other-region", 421, "The user belongs to another region",
        "The region stands at the beginning of the user id. Send the request to that region's server, at the address "
        + "in the member 'address', with a token of that region. This server knows nothing else about the user.");

    private static readonly ProblemType KeyReused = new(
        "key-reused", 422, "The idempotency key was used for another request",
        "A key stands for one request for ever. Make a new key, such as a UUID, for each new request.");

    private static readonly ProblemType KeyAtWork = new(
        "key-at-work", 409, "The first request with this key is still at work",
        "Send the same request with the same key again after the seconds in Retry-After to see what became of it.")
    { RetryAfterSeconds = 1 };

    private static readonly ProblemType PositionLost = new(
        "position-lost", 409, "What the position says was lost",
        "A replica of the shard became the primary, and the answer that gave this position had not reached it yet. "
        + "Send the request again without the header Domicile-Position and look what the book has; a transfer that is "
        + "not there may be sent again with its key.");

    private static readonly ProblemType AssetExists = new(
        "asset-exists", 409, "The asset exists with another scale",
        "An asset never changes: amounts everywhere are read by its scale. Use it as it is, or take another code.");

    private static readonly ProblemType RequestUnknown = new(
        "request-unknown", 404, "There is no such request",
        "The region's register has no request for a right with this id. GET /v1/privacy/requests lists them.");

    private static readonly ProblemType RequestClosed = new(
        "request-closed", 422, "The request can no longer be changed so",
        "A request that has ended stays as it is; its time limit is extended once at most, in the first month.");

    private static readonly ProblemType BalanceNegative = new(
        "balance-negative", 422, "The user owes money",
        "A wallet is below zero, and personal data that a claim needs is kept (Art. 17(3)(e) GDPR). Settle the debt or "
        + "write it off by a transfer, then ask for the erasure again.");

    private static readonly ProblemType ErasureCodeWrong = new(
        "erasure-code-wrong", 422, "The one-time code is not right",
        "A code lives for ten minutes and five tries, and only the newest counts. An operator makes another by "
        + "POST /v1/users/{id}/erasure-codes.");

    private static readonly ProblemType ErasureUnknown = new(
        "erasure-unknown", 404, "Nobody asked for this user's erasure",
        "DELETE /v1/users/{id}/personal-data asks for it.");

    private static readonly ProblemType ConsentOwn = new(
        "consent-own", 403, "Another person has to consent",
        "Whoever asked for an erasure cannot consent to it. Somebody else with the role operator or privacy-officer "
        + "can.");

    private static readonly ProblemType ClaimUnknown = new(
        "claim-unknown", 404, "The claim code stands for nothing",
        "The code was shown once, when the erasure was ordered with the balance kept. Compare it with what was noted.");

    private static readonly ProblemType DocumentNotDrawn = new(
        "document-not-drawn", 404, "The document is not drawn yet",
        "A transfer's document is drawn within seconds after it has come to its end. Ask again a little later.")
    {
        RetryAfterSeconds = 2,
    };

    private static readonly ProblemType DocumentEnded = new(
        "document-ended", 410, "The document was destroyed at the end of its time",
        "The law keeps a document for a number of years; then its key is destroyed, and nobody can read it any more.");

    private static readonly ProblemType DocumentNotPackaged = new(
        "document-not-packaged", 404, "The document is in no package yet",
        "A document goes into a package at the institution's next cut-off, after it was drawn. Ask again later.");

    /// <summary>All types, in the order of the page that explains them.</summary>
    public static IReadOnlyList<ProblemType> All { get; } =
        [.. Enum.GetValues<RefusalCode>().Select(Of).Concat(HttpProblems.All).Distinct().OrderBy(type => type.Status)];

    /// <summary>The type of a refusal.</summary>
    public static ProblemType Of(RefusalCode code) => code switch
    {
        RefusalCode.InsufficientFunds => InsufficientFunds,
        RefusalCode.PayeeUnknown => PayeeUnknown,
        RefusalCode.BalanceLimit => BalanceLimit,
        RefusalCode.UserRestricted => UserRestricted,
        RefusalCode.UserUnknown => UserUnknown,
        RefusalCode.UserErased => UserErased,
        RefusalCode.AssetUnknown => AssetUnknown,
        RefusalCode.AccountUnknown => AccountUnknown,
        RefusalCode.TransferUnknown => TransferUnknown,
        RefusalCode.AmountInvalid => AmountInvalid,
        RefusalCode.AmountNotPositive => AmountNotPositive,
        RefusalCode.AmountTooManyDecimals => AmountTooManyDecimals,
        RefusalCode.AmountTooLarge => AmountTooLarge,
        RefusalCode.SamePayerAndPayee => SamePayerAndPayee,
        RefusalCode.FieldInvalid => HttpProblems.FieldInvalid,
        RefusalCode.OtherRegion => OtherRegion,
        RefusalCode.KeyReused => KeyReused,
        RefusalCode.KeyAtWork => KeyAtWork,
        RefusalCode.PositionLost => PositionLost,
        RefusalCode.AssetExists => AssetExists,
        RefusalCode.RequestUnknown => RequestUnknown,
        RefusalCode.RequestClosed => RequestClosed,
        RefusalCode.BalanceNegative => BalanceNegative,
        RefusalCode.ErasureCodeWrong => ErasureCodeWrong,
        RefusalCode.ErasureUnknown => ErasureUnknown,
        RefusalCode.ConsentOwn => ConsentOwn,
        RefusalCode.ClaimUnknown => ClaimUnknown,
        RefusalCode.DocumentNotPackaged => DocumentNotPackaged,
        RefusalCode.DocumentNotDrawn => DocumentNotDrawn,
        RefusalCode.DocumentEnded => DocumentEnded,
        RefusalCode.Unavailable => HttpProblems.Unavailable,
        _ => throw new InvalidOperationException($"Refusal {code} has no problem type."),
    };
}
