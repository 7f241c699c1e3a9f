namespace Domicile.Ledger.Privacy.Catalogue.Categories;

/// <summary>What protects users' data, and what is noted of their rights.</summary>
public static class RightsData
{
    public static DataCategory UserKeys { get; } = new()
    {
        Name = "user-keys",
        Holds = "A user's data key, wrapped by a generation of the region's wrapping key.",
        Purpose = Words.Protecting,
        Basis = LegalBasis.Security,
        Retention = RetentionRule.Until("until the user is erased"),
        OnErasure = ErasureDecision.Erased,
    };

    public static DataCategory Documents { get; } = new()
    {
        Name = "documents",
        Holds = "Which documents of a user's transfers were drawn, where they are and until when.",
        Purpose = Words.Audit,
        Basis = LegalBasis.Accounting,
        Retention = RetentionRule.YearsAfter(RetentionPeriod.Documents, "the end of the year of the booking"),
        Recipients = [Words.Institutions],
        OnErasure = ErasureDecision.Kept,
        KeptBy = Words.AccountingLaw,
    };

    public static DataCategory Restrictions { get; } = new()
    {
        Name = "restrictions",
        Holds = "Since when a user's book is restricted, and until when it was.",
        Purpose = Words.Rights,
        Basis = LegalBasis.Accountability,
        Retention = RetentionRule.YearsAfter(RetentionPeriod.Requests, "the restriction was lifted"),
        OnErasure = ErasureDecision.Kept,
        KeptBy = Words.AccountabilityLaw,
    };

    public static DataCategory Requests { get; } = new()
    {
        Name = "requests",
        Holds = "What a user asked for about the own data, by whom and when, and how it ended.",
        Purpose = Words.Rights,
        Basis = LegalBasis.Accountability,
        Retention = RetentionRule.YearsAfter(RetentionPeriod.Requests, "the request ended"),
        OnErasure = ErasureDecision.Kept,
        KeptBy = Words.AccountabilityLaw,
    };

    public static DataCategory AccessLog { get; } = new()
    {
        Name = "access-log",
        Holds = "Who read whose personal data, when and by which right; users by ids alone.",
        Purpose = Words.Rights,
        Basis = LegalBasis.Accountability,
        Retention = RetentionRule.YearsAfter(RetentionPeriod.AccessLog, "the reading"),
        OnErasure = ErasureDecision.Kept,
        KeptBy = Words.AccountabilityLaw,
    };

    public static DataCategory Erasures { get; } = new()
    {
        Name = "erasures",
        Holds = "Which users were erased, in which order, what was destroyed and what is kept.",
        Purpose = Words.Rights,
        Basis = LegalBasis.Accountability,
        Retention = RetentionRule.Until("as long as the region: a restored backup is erased again by it"),
        Recipients = [Words.OtherSides, Words.Institutions],
        OnErasure = ErasureDecision.Kept,
        KeptBy = Words.AccountabilityLaw,
    };

    public static DataCategory Staff { get; } = new()
    {
        Name = "staff",
        Holds = "Who of the controller's people or services did something, by the subject of the token.",
        Subject = DataSubject.Staff,
        Purpose = Words.Rights,
        Basis = LegalBasis.Security,
        Retention = RetentionRule.Until("as long as the row that it stands in"),
    };

    internal static IReadOnlyList<DataCategory> All { get; } =
    [
        UserKeys, Documents, Restrictions, Requests, AccessLog, Erasures, Staff,
    ];
}
