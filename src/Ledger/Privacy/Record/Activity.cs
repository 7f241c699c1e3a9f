using Domicile.Ledger.Privacy.Catalogue;

namespace Domicile.Ledger.Privacy.Record;

/// <summary>One processing activity: a purpose, and the categories of data that are processed for it.</summary>
public sealed record Activity(string Purpose, IReadOnlyList<RecordedCategory> Categories)
{
    /// <summary>Those that process personal data, in the order of the catalogue.</summary>
    internal static IReadOnlyList<Activity> Of(RetentionYears years, IReadOnlyCollection<CatalogueTable> tables) =>
    [
        .. DataCatalogue.Categories
            .Where(category => category.Subject != DataSubject.Nobody)
            .GroupBy(category => category.Purpose)
            .Select(purpose => new Activity(
                purpose.Key, [.. purpose.Select(category => RecordedCategory.Of(category, years, tables))])),
    ];
}
