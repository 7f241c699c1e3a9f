using System.ComponentModel;
using Domicile.Ledger.Assets;
using Domicile.Server.Docs;

namespace Domicile.Server.Assets;

/// <summary>An asset as the API shows it.</summary>
internal sealed record AssetAnswer(
    [property: Description("Names the asset in amounts and accounts.")]
    [property: Example("EUR")] string Code,
    [property: Description("How many decimals one unit has.")]
    [property: Example(2)] int Scale)
{
    public static AssetAnswer Of(Asset asset) => new(asset.Code, asset.Scale);
}
