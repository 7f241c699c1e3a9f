using System.ComponentModel;
using Domicile.Ledger.History;
using Domicile.Server.Docs;

namespace Domicile.Server.Statistics;

/// <summary>Counts and sums of one user's movements.</summary>
internal sealed record StatisticsAnswer(
    [property: Description("The day that counts as today, in UTC.")]
    [property: Example("2026-11-21")] DateOnly Day,
    [property: Description("When this was read, UTC.")]
    [property: Example("2026-11-21T09:30:00.123456Z")] DateTimeOffset AsOf,
    [property: Description("Every asset that the user ever moved, by code.")]
    IReadOnlyList<AssetStatisticsAnswer> Assets)
{
    public static StatisticsAnswer Of(UserStatistics statistics) => new(
        statistics.Day, statistics.AsOf, [.. statistics.Assets.Select(AssetStatisticsAnswer.Of)]);
}
