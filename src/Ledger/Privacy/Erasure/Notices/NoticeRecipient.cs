namespace Domicile.Ledger.Privacy.Erasure.Notices;

/// <summary>Who is told of an erasure, in words: <c>region us</c>, <c>institution sandbox</c>.</summary>
internal static class NoticeRecipient
{
    private const string Region = "region ";
    private const string Institution = "institution ";

    public static string OfRegion(string name) => Region + name;

    public static string OfInstitution(string name) => Institution + name;

    /// <summary>The region's name; null for an institution.</summary>
    public static string? RegionOf(string recipient) =>
        recipient.StartsWith(Region, StringComparison.Ordinal) ? recipient[Region.Length..] : null;

    /// <summary>The institution's name; null for a region.</summary>
    public static string? InstitutionOf(string recipient) =>
        recipient.StartsWith(Institution, StringComparison.Ordinal) ? recipient[Institution.Length..] : null;
}
