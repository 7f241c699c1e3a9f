using System.ComponentModel;
using Domicile.Server.Docs;
using Domicile.Server.Requests;

namespace Domicile.Server.Privacy.Erasure;

/// <summary>The body of POST /v1/claims.</summary>
internal sealed record NewClaim(
    [property: Description("The claim code, as it was shown when the erasure was ordered.")]
    [property: Example("7K3M-Q2XW-9ZBD-HT4V-N6PC")] string Code) : IRequestBody<NewClaim>
{
    public static NewClaim Read(BodyFields fields) => new(fields.NeededText("code", "7K3M-Q2XW-9ZBD-HT4V-N6PC"));
}
