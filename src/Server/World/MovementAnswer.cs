using System.ComponentModel;
using System.Globalization;
using Domicile.Ledger.Central.World;
using Domicile.Server.Docs;

namespace Domicile.Server.World;

/// <summary>A region's movements of one asset on one day. The centre knows no scales: minor units.</summary>
internal sealed record MovementAnswer(
    [property: Description("The region.")]
    [property: Example("eu")] string Region,
    [property: Description("The asset's code.")]
    [property: Example("EUR")] string Asset,
    [property: Description("The day of booking, in UTC.")]
    [property: Example("2026-11-21")] DateOnly Day,
    [property: Description("Transfers into the region: from other regions and from the world outside.")]
    [property: Example(3)] long InCount,
    [property: Description("Their sum in minor units, as text; may pass 64 bits.")]
    [property: Example("12000")] string InMinorUnits,
    [property: Description("Transfers out of the region, when they have arrived.")]
    [property: Example(1)] long OutCount,
    [property: Description("Their sum in minor units, as text.")]
    [property: Example("2000")] string OutMinorUnits,
    [property: Description("Transfers between two users of the region.")]
    [property: Example(7)] long BetweenCount,
    [property: Description("Their sum in minor units, as text.")]
    [property: Example("900")] string BetweenMinorUnits)
{
    public static MovementAnswer Of(MovementFigures figures) => new(
        figures.Region,
        figures.Asset,
        figures.Day,
        (long)figures.InCount,
        Text(figures.InSum),
        (long)figures.OutCount,
        Text(figures.OutSum),
        (long)figures.BetweenCount,
        Text(figures.BetweenSum));

    private static string Text(decimal sum) => sum.ToString("0", CultureInfo.InvariantCulture);
}
