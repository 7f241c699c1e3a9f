namespace Domicile.Ledger.Privacy.Catalogue.Categories;

/// <summary>What is about nobody.</summary>
public static class SystemData
{
    public static DataCategory Figures { get; } = new()
    {
        Name = "figures",
        Holds = "Counts and sums of shards by day and asset.",
        Subject = DataSubject.Nobody,
        Purpose = Words.Running,
        Basis = LegalBasis.None,
        Retention = RetentionRule.Until("without end"),
        Recipients = ["every region"],
    };

    public static DataCategory Assets { get; } = new()
    {
        Name = "assets",
        Holds = "The assets of the region and their scales.",
        Subject = DataSubject.Nobody,
        Purpose = Words.Running,
        Basis = LegalBasis.None,
        Retention = RetentionRule.Until("without end"),
    };

    public static DataCategory Placement { get; } = new()
    {
        Name = "placement",
        Holds = "Which shard has which user numbers, and how far they are given.",
        Subject = DataSubject.Nobody,
        Purpose = Words.Running,
        Basis = LegalBasis.None,
        Retention = RetentionRule.Until("without end"),
    };

    public static DataCategory Operation { get; } = new()
    {
        Name = "operation",
        Holds = "Journals, cursors, generations and counters that the system works by.",
        Subject = DataSubject.Nobody,
        Purpose = Words.Running,
        Basis = LegalBasis.None,
        Retention = RetentionRule.Until("without end, or until overwritten"),
    };

    internal static IReadOnlyList<DataCategory> All { get; } =
    [
        Figures, Assets, Placement, Operation,
    ];
}
