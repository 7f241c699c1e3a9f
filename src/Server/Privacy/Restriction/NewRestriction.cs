using System.ComponentModel;
using Domicile.Server.Docs;
using Domicile.Server.Requests;

namespace Domicile.Server.Privacy.Restriction;

/// <summary>The body of POST /v1/users/{id}/restriction.</summary>
internal sealed record NewRestriction(
    [property: Description("Why, 1000 characters at most; kept encrypted with the request.")]
    [property: Example("I dispute the balance.")] string Reason) : IRequestBody<NewRestriction>
{
    public static NewRestriction Read(BodyFields fields) =>
        new(fields.NeededText("reason", "I dispute the balance."));
}
