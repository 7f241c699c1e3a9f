using System.Security.Claims;

namespace Domicile.Server.Access.Issuers;

/// <summary>
/// Reads the claims of an issuer's token: role, user, scopes and region under their plain names or in Cognito's forms.
/// The table stands in docs/reference/access.md. What contradicts itself is refused.
/// </summary>
/// <param name="claims">As the token has them.</param>
/// <param name="region">The server's.</param>
/// <param name="isPool">
/// True for a user pool of Cognito: there a user must be named by the user id, because an erasure removes who is named
/// so. Somebody who signs in by another name would stay.
/// </param>
internal sealed class IssuerClaims(ClaimsIdentity claims, string region, bool isPool = false)
{
    private const string Custom = "custom:";
    private const string Region = "region";
    private const string UserId = "user_id";
    private const string Groups = "cognito:groups";
    private const string Use = "token_use";
    private const string Username = "username";
    private const string PoolUsername = "cognito:username";

    private static readonly string[] RoleWords =
    [
        TokenClaims.UserRole, TokenClaims.OperatorRole, TokenClaims.AuditorRole, TokenClaims.PrivacyOfficerRole,
        TokenClaims.ServiceRole,
    ];

    private readonly string scopePrefix = TokenClaims.IssuerOf(region) + "/";

    /// <summary>The region that claims name; null when they name none, or two.</summary>
    public static string? RegionOf(IEnumerable<Claim> claims)
    {
        var named = Values(claims, Region, Custom + Region);
        return named.Length == 1 ? named[0] : null;
    }

    /// <summary>The same claims in the words of <see cref="TokenClaims"/>; null when they make no sense.</summary>
    public ClaimsIdentity? Read()
    {
        string[] scopes = [.. Scopes()];
        if (Values(claims.Claims, Region, Custom + Region).Any(named => named != region)
            || Values(claims.Claims, Use).Any(use => use is not ("access" or "id"))
            || RoleOf(scopes) is not { } role
            || SubjectOf(role) is not { } subject)
        {
            return null;
        }

        var read = new ClaimsIdentity(claims.AuthenticationType, TokenClaims.Subject, TokenClaims.Role);
        read.AddClaim(new Claim(TokenClaims.Subject, subject));
        read.AddClaim(new Claim(TokenClaims.Role, role));
        read.AddClaim(new Claim(TokenClaims.Scope, string.Join(' ', scopes)));
        return read;
    }

    // A program gets a token by its own credentials: no group, no role, but scopes of this region's resource server.
    private string? RoleOf(string[] scopes)
    {
        var named = Values(claims.Claims, TokenClaims.Role, Custom + TokenClaims.Role);
        if (named.Length == 0)
        {
            named = [.. Values(claims.Claims, Groups).Intersect(RoleWords, StringComparer.Ordinal)];
        }

        return named.Length switch
        {
            1 => named[0],
            0 when IsProgram && scopes.Length > 0 => TokenClaims.ServiceRole,
            _ => null,
        };
    }

    private bool IsProgram =>
        claims.FindFirst("client_id")?.Value is { Length: > 0 } client
        && client == claims.FindFirst(TokenClaims.Subject)?.Value
        && !claims.HasClaim(claim => claim.Type is Username or PoolUsername);

    // A pool's own subject is a UUID; which user of the books that is, stands in a claim that the user cannot write.
    private string? SubjectOf(string role)
    {
        var subject = claims.FindFirst(TokenClaims.Subject)?.Value;
        if (role != TokenClaims.UserRole)
        {
            return subject;
        }

        var users = Values(claims.Claims, UserId, Custom + UserId);
        if (isPool)
        {
            var names = Values(claims.Claims, Username, PoolUsername);
            return names.Length == 1 && users.All(user => user == names[0]) ? names[0] : null;
        }

        return users.Length switch
        {
            0 => subject,
            1 => users[0],
            _ => null,
        };
    }

    private IEnumerable<string> Scopes() => claims.FindAll(TokenClaims.Scope)
        .SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(scope => scope.StartsWith(scopePrefix, StringComparison.Ordinal) ? scope[scopePrefix.Length..] : scope)
        .Where(scope => !scope.Contains('/', StringComparison.Ordinal));

    private static string[] Values(IEnumerable<Claim> claims, params string[] names) =>
    [
        .. claims.Where(claim => names.Contains(claim.Type, StringComparer.Ordinal) && claim.Value.Length > 0)
            .Select(claim => claim.Value)
            .Distinct(StringComparer.Ordinal),
    ];
}
