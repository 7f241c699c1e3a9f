using System.ComponentModel;
using Domicile.Server.Docs;
using Domicile.Server.Requests;

namespace Domicile.Server.Accounts;

/// <summary>The body of POST /v1/users/{id}/accounts.</summary>
internal sealed record NewAccount(
    [property: Description("The code of an asset of the region.")]
    [property: Example("EUR")] string Asset) : IRequestBody<NewAccount>
{
    public static NewAccount Read(BodyFields fields) => new(fields.NeededText("asset", "EUR"));
}
