using System.ComponentModel;
using Domicile.Ledger.History;
using Domicile.Server.Docs;

namespace Domicile.Server.Statistics;

/// <summary>A user's movements of one asset.</summary>
internal sealed record AssetStatisticsAnswer(
    [property: Description("The asset's code.")]
    [property: Example("EUR")] string Asset,
    [property: Description("Booked since midnight UTC.")] TurnoverAnswer Today,
    [property: Description("Booked since the book was opened.")] TurnoverAnswer Total)
{
    public static AssetStatisticsAnswer Of(AssetStatistics statistics) => new(
        statistics.Asset.Code,
        TurnoverAnswer.Of(statistics.Today, statistics.Asset),
        TurnoverAnswer.Of(statistics.Total, statistics.Asset));
}
