using System.ComponentModel;
using Domicile.Server.Docs;
using Domicile.Server.Requests;

namespace Domicile.Server.Privacy.Requests;

/// <summary>The body of POST /v1/privacy/requests/{requestId}/end.</summary>
internal sealed record NewEnd(
    [property: Description("done: the person got what was asked for. refused: the person was told why not.")]
    [property: Example("done")] string State) : IRequestBody<NewEnd>
{
    public static NewEnd Read(BodyFields fields) => new(fields.NeededText("state", "done"));
}
