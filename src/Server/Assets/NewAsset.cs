using System.ComponentModel;
using Domicile.Server.Docs;
using Domicile.Server.Requests;

namespace Domicile.Server.Assets;

/// <summary>The body of POST /v1/assets.</summary>
internal sealed record NewAsset(
    [property: Description("2 to 12 upper-case letters and digits, beginning with a letter.")]
    [property: Example("DREAM")] string Code,
    [property: Description("How many decimals one unit has, 0 to 9; never changes.")]
    [property: Example(8)] int Scale) : IRequestBody<NewAsset>
{
    public static NewAsset Read(BodyFields fields) =>
        new(fields.NeededText("code", "DREAM"), fields.NeededNumber("scale"));
}
