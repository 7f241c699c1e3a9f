using System.ComponentModel;
using Domicile.Ledger.Assets;
using Domicile.Ledger.History;
using Domicile.Server.Docs;

namespace Domicile.Server.Statistics;

/// <summary>What came into a wallet and went out of it.</summary>
internal sealed record TurnoverAnswer(
    [property: Description("How many transfers came in.")]
    [property: Example(3)] long InCount,
    [property: Description("Their sum, as decimal text; may pass 64 bits.")]
    [property: Example("120.00")] string InSum,
    [property: Description("How many transfers went out.")]
    [property: Example(1)] long OutCount,
    [property: Description("Their sum, as decimal text.")]
    [property: Example("20.00")] string OutSum)
{
    public static TurnoverAnswer Of(Turnover turnover, Asset asset) => new(
        turnover.InCount,
        Money.Write(turnover.InSum, asset),
        turnover.OutCount,
        Money.Write(turnover.OutSum, asset));
}
