using Domicile.Ledger.Privacy.Catalogue;

namespace Domicile.Ledger.Privacy.Erasure.Certificates;

/// <summary>What an erasure does with each category of the catalogue that is a user's.</summary>
public static class CategoryDecisions
{
    /// <summary>What is destroyed.</summary>
    public static IReadOnlyList<CertifiedCategory> Destroyed { get; } =
        [.. Of(ErasureDecision.Erased).Select(category => new CertifiedCategory(
            category.Name, category.Holds, Places(category)))];

    /// <summary>What is kept, by which law and until when.</summary>
    public static IReadOnlyList<CertifiedCategory> Kept(RetentionYears years) =>
        [.. Of(ErasureDecision.Kept).Select(category => new CertifiedCategory(
            category.Name, category.Holds, Places(category))
        {
            KeptBy = category.KeptBy,
            Until = category.Retention.Say(years),
        })];

    // A category whose tables are not there yet holds nothing to decide about.
    private static IEnumerable<DataCategory> Of(ErasureDecision decision) =>
        DataCatalogue.Categories.Where(category =>
            category.IsTheUsers && category.OnErasure == decision && DataCatalogue.ColumnsOf(category).Any());

    private static IReadOnlyList<string> Places(DataCategory category) =>
    [
        .. DataCatalogue.ColumnsOf(category)
            .Select(column => $"{column.Database.ToString().ToLowerInvariant()}: {column.Table}")
            .Distinct(),
    ];
}
