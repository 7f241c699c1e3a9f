namespace Domicile.Ledger.Privacy.Catalogue.Categories;

/// <summary>What a user's book and identity come to.</summary>
public static class BookData
{
    public static DataCategory UserId { get; } = new()
    {
        Name = "user-id",
        Holds = "The bare id of a user, and the id of the call that created the user.",
        Purpose = Words.Books,
        Basis = LegalBasis.Contract,
        Retention = RetentionRule.YearsAfter(RetentionPeriod.Books, "the end of the year of the last booking"),
        Recipients = [Words.OtherSides, Words.Institutions],
        OnErasure = ErasureDecision.Kept,
        KeptBy = Words.AccountingLaw,
    };

    public static DataCategory Details { get; } = new()
    {
        Name = "details",
        Holds = "Name, e-mail address and birth date.",
        Purpose = Words.Knowing,
        Basis = LegalBasis.Contract,
        Retention = RetentionRule.Until("until the user changes them or is erased"),
        Recipients = [Words.Institutions],
        OnErasure = ErasureDecision.Erased,
    };

    public static DataCategory EmailHash { get; } = new()
    {
        Name = "email-hash",
        Holds = "A keyed hash of the e-mail address, to find the user by it.",
        Purpose = Words.Knowing,
        Basis = LegalBasis.Contract,
        Retention = RetentionRule.Until("until the user changes the address or is erased"),
        OnErasure = ErasureDecision.Erased,
    };

    public static DataCategory References { get; } = new()
    {
        Name = "references",
        Holds = "What a payer wrote to a transfer, free text.",
        Purpose = Words.Books,
        Basis = LegalBasis.Contract,
        Retention = RetentionRule.YearsAfter(RetentionPeriod.Books, "the end of the year of the booking"),
        Recipients = [Words.Institutions],
        OnErasure = ErasureDecision.Erased,
    };

    public static DataCategory Accounts { get; } = new()
    {
        Name = "accounts",
        Holds = "The accounts of a book, with their balances, and how low a wallet may go.",
        Purpose = Words.Books,
        Basis = LegalBasis.Accounting,
        Retention = RetentionRule.YearsAfter(RetentionPeriod.Books, "the end of the year of the last booking"),
        OnErasure = ErasureDecision.Kept,
        KeptBy = Words.AccountingLaw,
    };

    public static DataCategory Postings { get; } = new()
    {
        Name = "postings",
        Holds = "What was booked, when, how much and between which accounts.",
        Purpose = Words.Books,
        Basis = LegalBasis.Accounting,
        Retention = RetentionRule.YearsAfter(RetentionPeriod.Books, "the end of the year of the booking"),
        Recipients = [Words.Institutions],
        OnErasure = ErasureDecision.Kept,
        KeptBy = Words.AccountingLaw,
    };

    public static DataCategory Transfers { get; } = new()
    {
        Name = "transfers",
        Holds = "Transfers: the other side's id, the amount, when, what became of it.",
        Purpose = Words.Books,
        Basis = LegalBasis.Accounting,
        Retention = RetentionRule.YearsAfter(RetentionPeriod.Books, "the end of the year of the booking"),
        Recipients = [Words.OtherSides, Words.Institutions],
        OnErasure = ErasureDecision.Kept,
        KeptBy = Words.AccountingLaw,
    };

    public static DataCategory SavedAnswers { get; } = new()
    {
        Name = "saved-answers",
        Holds =
            "Keyed hashes of callers' keys and requests, and what was answered, so that a repeated call has "
            + "no second effect.",
        Purpose = Words.Once,
        Basis = LegalBasis.Contract,
        Retention = RetentionRule.YearsAfter(RetentionPeriod.Books, "the end of the year of the answer"),
        OnErasure = ErasureDecision.Erased,
    };

    public static DataCategory Messages { get; } = new()
    {
        Name = "messages",
        Holds = "What is on its way to a transfer's other side or to the figures, by ids alone.",
        Purpose = Words.Carrying,
        Basis = LegalBasis.Contract,
        Retention = RetentionRule.Until(
            "until it was received, nearly always within a second; in a queue 14 days at most"),
        Recipients = [Words.OtherSides],
        OnErasure = ErasureDecision.Kept,
        KeptBy = Words.CarryingLaw,
    };

    internal static IReadOnlyList<DataCategory> All { get; } =
    [
        UserId, Details, EmailHash, References, Accounts, Postings, Transfers, SavedAnswers, Messages,
    ];
}
