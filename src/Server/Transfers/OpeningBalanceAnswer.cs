using System.ComponentModel;
using Domicile.Server.Docs;

namespace Domicile.Server.Transfers;

/// <summary>What one wallet held where its history ends.</summary>
internal sealed record OpeningBalanceAnswer(
    [property: Description("The asset's code.")]
    [property: Example("EUR")] string Asset,
    [property: Description("Decimal text with all of the asset's decimals.")]
    [property: Example("112.34")] string Balance);
