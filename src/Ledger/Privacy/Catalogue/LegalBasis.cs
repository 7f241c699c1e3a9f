namespace Domicile.Ledger.Privacy.Catalogue;

/// <summary>By which article of the GDPR a category may be processed.</summary>
public sealed record LegalBasis(string Article, string Reason)
{
    public static LegalBasis Contract { get; } = new("Art. 6(1)(b)", "the contract with the user");

    public static LegalBasis Accounting { get; } = new("Art. 6(1)(c)", "the duty to keep books");

    public static LegalBasis Accountability { get; } = new("Art. 6(1)(c)", "the duty to show that the GDPR is kept");

    public static LegalBasis Security { get; } = new("Art. 6(1)(f)", "the interest in knowing who did what");

    public static LegalBasis None { get; } = new("none needed", "not personal data");

    public override string ToString() => $"{Article}, {Reason}";
}
