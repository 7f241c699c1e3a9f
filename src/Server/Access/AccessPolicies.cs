using Domicile.Server.Problems;

namespace Domicile.Server.Access;

/// <summary>Which tokens a call takes; declared beside the endpoint.</summary>
internal static class AccessPolicies
{
    /// <summary>Any valid token of this region.</summary>
    public const string AnyCaller = "caller";

    public const string Operator = "operator";

    /// <summary>Takes an operator's token only.</summary>
    public static RouteHandlerBuilder ForOperators(this RouteHandlerBuilder endpoint) =>
        endpoint.RequireAuthorization(Operator).MayRefuse(HttpProblems.NotAllowed);
}
