namespace Domicile.Ledger.Privacy.Catalogue.Categories;

/// <summary>Words that several categories share.</summary>
internal static class Words
{
    public const string Books = "keeping books";
    public const string Knowing = "knowing whom a book belongs to";
    public const string Once = "giving every call one effect";
    public const string Carrying = "carrying transfers";
    public const string Protecting = "protecting personal data";
    public const string Audit = "audit";
    public const string Rights = "answering for the protection of data";
    public const string Running = "running the system";

    public const string AccountingLaw = "the law on accounting, GDPR Art. 17(3)(b)";
    public const string AccountabilityLaw = "GDPR Art. 5(2), 17(3)(b) and (e): proof that the law was kept";
    public const string CarryingLaw = "GDPR Art. 17(3)(b): a transfer under way has to end in both books";
    public const string OtherSides = "the region of a transfer's other side (ids alone)";
    public const string Institutions = "auditing institutions of the region";
}
