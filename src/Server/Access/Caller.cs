using System.Reflection;
using System.Security.Claims;
using Domicile.Sharding.Users;

namespace Domicile.Server.Access;

/// <summary>Who makes the request, by its token: one of the region's users, or somebody working for it.</summary>
/// <param name="Name">The token's subject.</param>
/// <param name="Role">What the token is for.</param>
/// <param name="User">The user; null in every other role.</param>
internal sealed record Caller(string Name, CallerRole Role, UserId? User)
{
    public bool IsOperator => Role == CallerRole.Operator;

    /// <summary>A service's; empty in every other role.</summary>
    public IReadOnlySet<string> Scopes { get; private init; } = new HashSet<string>();

    /// <summary>Called by the framework, behind authorization only: the token was checked.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult(Of(http.User) ?? throw new InvalidOperationException("No token was checked."));

    /// <summary>Reads the claims; null when role and subject do not go together.</summary>
    public static Caller? Of(ClaimsPrincipal? claims)
    {
        var subject = claims?.FindFirst(TokenClaims.Subject)?.Value;
        return claims?.FindFirst(TokenClaims.Role)?.Value switch
        {
            TokenClaims.UserRole => UserId.TryParse(subject, out var user)
                ? new Caller(subject, CallerRole.User, user)
                : null,
            _ when string.IsNullOrEmpty(subject) => null,
            TokenClaims.OperatorRole => new Caller(subject, CallerRole.Operator, null),
            TokenClaims.AuditorRole => new Caller(subject, CallerRole.Auditor, null),
            TokenClaims.PrivacyOfficerRole => new Caller(subject, CallerRole.PrivacyOfficer, null),
            TokenClaims.ServiceRole => new Caller(subject, CallerRole.Service, null) { Scopes = ScopesOf(claims) },
            _ => null,
        };
    }
    private static HashSet<string> ScopesOf(ClaimsPrincipal claims) =>
        [.. claims.FindAll(TokenClaims.Scope).SelectMany(claim => claim.Value.Split(' '))];
}
