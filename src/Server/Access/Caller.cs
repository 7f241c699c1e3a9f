using System.Reflection;
using System.Security.Claims;
using Domicile.Sharding.Users;

namespace Domicile.Server.Access;

/// <summary>Who makes the request, by its access token: an operator of the region, or one of its users.</summary>
/// <param name="Name">The token's subject.</param>
/// <param name="User">The user; null for an operator.</param>
internal sealed record Caller(string Name, UserId? User)
{
    public bool IsOperator => User is null;

    /// <summary>Called by the framework, behind authorization only: the token was checked.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult(Of(http.User) ?? throw new InvalidOperationException("No token was checked."));

    /// <summary>True when this caller may see and move this user's book.</summary>
    public bool MayEnter(UserId book) => IsOperator || User == book;

    /// <summary>Reads the claims; null when role and subject do not go together.</summary>
    public static Caller? Of(ClaimsPrincipal? claims)
    {
        var subject = claims?.FindFirst(TokenClaims.Subject)?.Value;
        return claims?.FindFirst(TokenClaims.Role)?.Value switch
        {
            TokenClaims.OperatorRole when !string.IsNullOrEmpty(subject) => new Caller(subject, null),
            TokenClaims.UserRole when UserId.TryParse(subject, out var user) => new Caller(subject, user),
            _ => null,
        };
    }
}
