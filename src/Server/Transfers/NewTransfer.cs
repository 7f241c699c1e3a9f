using System.ComponentModel;
using Domicile.Server.Docs;
using Domicile.Server.Requests;

namespace Domicile.Server.Transfers;

/// <summary>The body of POST /v1/transfers.</summary>
internal sealed record NewTransfer(
    [property: Description("Who pays: a user id, or external for the world outside (operators only).")]
    [property: Example("eu-30001")] string From,
    [property: Description("Who is paid: a user id, or external.")]
    [property: Example("external")] string To,
    [property: Description("More than zero, as decimal text with at most the asset's decimals; never a JSON number.")]
    [property: Example("12.34")] string Amount,
    [property: Description("The asset's code.")]
    [property: Example("EUR")] string Asset,
    [property: Description("Free text for both users, at most 140 characters; kept encrypted.")]
    [property: Example("Invoice 1996-0728")] string? Reference = null,
    [property: Description("The time that the movement counts for, when it is not now; operators only.")]
    [property: Example("1996-07-28T00:00:00Z")] DateTimeOffset? EffectiveAt = null) : IRequestBody<NewTransfer>
{
    public static NewTransfer Read(BodyFields fields) => new(
        fields.NeededText("from", "eu-30001"),
        fields.NeededText("to", "external"),
        fields.NeededAmount("amount"),
        fields.NeededText("asset", "EUR"),
        fields.Text("reference"),
        fields.Instant("effectiveAt"));
}
