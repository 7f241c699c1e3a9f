using System.ComponentModel;
using Domicile.Server.Docs;
using Domicile.Server.Requests;

namespace Domicile.Server.Accounts;

/// <summary>The body of PATCH /v1/users/{id}/accounts/{account}.</summary>
internal sealed record NewMinimum(
    [property: Description("How low the wallet may go, as decimal text; below zero allows a debt.")]
    [property: Example("-100.00")] string Minimum) : IRequestBody<NewMinimum>
{
    public static NewMinimum Read(BodyFields fields) => new(fields.NeededAmount("minimum"));
}
