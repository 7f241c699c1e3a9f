using System.ComponentModel;
using Domicile.Server.Docs;
using Domicile.Server.Requests;

namespace Domicile.Server.Privacy.Requests;

/// <summary>The body of POST /v1/privacy/requests.</summary>
internal sealed record NewRequest(
    [property: Description("Whose personal data it is about.")]
    [property: Example("eu-30001")] string User,
    [property: Description("access, portability, rectification, restriction or erasure.")]
    [property: Example("access")] string Kind,
    [property: Description("When it arrived: its time limit begins there. Now, unless given.")]
    [property: Example("2026-01-31T09:30:00Z")] DateTimeOffset? AskedAt = null,
    [property: Description("In the person's words, 1000 characters at most; kept encrypted with the user's key.")]
    [property: Example("By letter of 30 January.")] string? Reason = null) : IRequestBody<NewRequest>
{
    public static NewRequest Read(BodyFields fields) => new(
        fields.NeededText("user", "eu-30001"),
        fields.NeededText("kind", "access"),
        fields.Instant("askedAt"),
        fields.Text("reason"));
}
