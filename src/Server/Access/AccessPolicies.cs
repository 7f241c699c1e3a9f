using Domicile.Server.Problems;
using Microsoft.AspNetCore.Authorization;

namespace Domicile.Server.Access;

/// <summary>Which tokens a call takes; declared beside the endpoint, checked before anything of it runs.</summary>
internal static class AccessPolicies
{
    /// <summary>A valid token of this region that does for the endpoint.</summary>
    public const string AnyCaller = "caller";

    /// <summary>Takes an operator's token only.</summary>
    public static RouteHandlerBuilder ForOperators(this RouteHandlerBuilder endpoint) =>
        endpoint.ForRoles(CallerRole.Operator);

    /// <summary>Takes tokens of these roles only; in a book's path a user's token opens its own.</summary>
    public static RouteHandlerBuilder ForRoles(this RouteHandlerBuilder endpoint, params CallerRole[] roles) =>
        endpoint
            .WithMetadata(new OpenTo(
                roles.Contains(CallerRole.User), [.. roles.Where(role => role != CallerRole.User)]))
            .MayRefuse(HttpProblems.NotAllowed);

    /// <summary>Takes every valid token of this region.</summary>
    public static RouteHandlerBuilder ForEverybody(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(OpenTo.Everybody);

    /// <summary>Takes a service's token with this scope too, one of <c>ServiceScopes</c>.</summary>
    public static RouteHandlerBuilder ForScope(this RouteHandlerBuilder endpoint, string scope) =>
        endpoint.WithMetadata(new TakesScope(scope)).MayRefuse(HttpProblems.NotAllowed);

    /// <summary>What <see cref="AnyCaller"/> asks beside a valid token.</summary>
    public static bool Admits(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http
        && Caller.Of(context.User) is { } caller
        && OpenTo.Of(http.GetEndpoint()?.Metadata).Admits(caller);
}
