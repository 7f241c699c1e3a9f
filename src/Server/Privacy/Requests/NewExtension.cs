using System.ComponentModel;
using Domicile.Server.Docs;
using Domicile.Server.Requests;

namespace Domicile.Server.Privacy.Requests;

/// <summary>The body of POST /v1/privacy/requests/{requestId}/extension.</summary>
internal sealed record NewExtension(
    [property: Description("What the person was told, 1000 characters at most; kept encrypted with the user's key.")]
    [property: Example("Your data stand in two archives that we have to search by hand.")] string Reason)
    : IRequestBody<NewExtension>
{
    public static NewExtension Read(BodyFields fields) =>
        new(fields.NeededText("reason", "Your data stand in two archives that we have to search by hand."));
}
