using Domicile.Server.Problems;

namespace Domicile.Server.Access;

/// <summary>Which tokens a call takes; declared beside the endpoint.</summary>
internal static class AccessPolicies
{
    /// <summary>Any valid token of this region.</summary>
    public const string AnyCaller = "caller";

    /// <summary>Takes an operator's token only.</summary>
    public static RouteHandlerBuilder ForOperators(this RouteHandlerBuilder endpoint) =>
        endpoint.ForRoles(CallerRole.Operator);

    /// <summary>Takes tokens of these roles only; in a book's path a user's token opens its own.</summary>
    public static RouteHandlerBuilder ForRoles(this RouteHandlerBuilder endpoint, params CallerRole[] roles) =>
        endpoint
            .RequireAuthorization(policy => policy.RequireRole(roles.Select(TokenClaims.WordOf)))
            .WithMetadata(new OpenTo(
                roles.Contains(CallerRole.User), [.. roles.Where(role => role != CallerRole.User)]))
            .MayRefuse(HttpProblems.NotAllowed);

    /// <summary>Why this caller's role does not do for a call.</summary>
    public static string WhoMay(OpenTo open, Caller caller) =>
        $"This call is for the roles {open.Words}; your token has the role {TokenClaims.WordOf(caller.Role)}.";
}
