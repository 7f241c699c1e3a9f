using Domicile.Ledger.Privacy.Catalogue;

namespace Domicile.Ledger.Privacy.Record;

/// <summary>One category of data in a region's record.</summary>
/// <param name="Basis">The article and the reason.</param>
/// <param name="Retention">Until when, with the region's own years.</param>
public sealed record RecordedCategory(string Name, string Holds, string Basis, string Retention)
{
    public required DataSubject Subjects { get; init; }

    public required IReadOnlyList<string> Recipients { get; init; }

    public required ErasureDecision OnErasure { get; init; }

    /// <summary>By which law it is kept in spite of an erasure; null unless it is.</summary>
    public required string? KeptBy { get; init; }

    public required IReadOnlyList<RecordedPlace> Places { get; init; }

    internal static RecordedCategory Of(
        DataCategory category, RetentionYears years, IReadOnlyCollection<CatalogueTable> tables) =>
        new(category.Name, category.Holds, $"{category.Basis}", category.Retention.Say(years))
        {
            Subjects = category.Subject,
            Recipients = category.Recipients,
            OnErasure = category.OnErasure,
            KeptBy = category.KeptBy,
            Places =
            [
                .. tables
                    .SelectMany(table => table.Columns)
                    .Where(column => column.Category == category)
                    .GroupBy(column => (column.Database, column.Table, column.Protection))
                    .Select(place => new RecordedPlace(
                        place.Key.Database,
                        place.Key.Table,
                        place.Key.Protection,
                        [.. place.Select(column => column.Column)])),
            ],
        };
}
