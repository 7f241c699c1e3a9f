using System.ComponentModel;
using System.Globalization;
using Domicile.Ledger.Central.World;
using Domicile.Server.Docs;

namespace Domicile.Server.World;

/// <summary>Money that left payers of one region for another one and has neither arrived nor come back.</summary>
internal sealed record FlightAnswer(
    [property: Description("The payers' region.")]
    [property: Example("eu")] string From,
    [property: Description("The payees' region; the same one for transfers between its shards.")]
    [property: Example("us")] string To,
    [property: Description("The asset's code.")]
    [property: Example("EUR")] string Asset,
    [property: Description("How many transfers.")]
    [property: Example(2)] long Count,
    [property: Description("Their sum in minor units, as text; may pass 64 bits.")]
    [property: Example("500")] string MinorUnits)
{
    public static FlightAnswer Of(FlightFigures figures) => new(
        figures.From,
        figures.To,
        figures.Asset,
        (long)figures.Count,
        figures.Sum.ToString("0", CultureInfo.InvariantCulture));
}
