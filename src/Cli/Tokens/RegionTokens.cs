using System.Security.Claims;
using Domicile.Local.Folders;
using Domicile.Sharding.Users;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Domicile.Cli.Tokens;

/// <summary>
/// Makes access tokens that one region's server accepts, signed (ES256) with the region's private key from the world's
/// folder. Every other region refuses them.
/// </summary>
internal sealed class RegionTokens(WorldFolder folder, TimeProvider time)
{
    public static readonly TimeSpan LifetimeDefault = TimeSpan.FromHours(12);

    /// <summary>The roles of those who work for a region.</summary>
    public static readonly string[] Roles = ["operator", "privacy-officer", "auditor", ServiceRole];

    /// <summary>The role that needs scopes.</summary>
    public const string ServiceRole = "service";

    /// <summary>For one user's own book.</summary>
    public string ForUser(UserId user, TimeSpan? lifetime = null) =>
        Make(user.Region, [new("sub", user.ToString()), new("role", "user")], lifetime ?? LifetimeDefault);

    /// <summary>For running a region.</summary>
    public string ForOperator(string region, TimeSpan? lifetime = null) => ForRole(region, "operator", null, lifetime);

    /// <summary>For one of those who work for a region.</summary>
    /// <param name="role">One of <see cref="Roles"/> but a service, which needs scopes.</param>
    /// <param name="name">Who it is, for journals; the role's name when null.</param>
    public string ForRole(string region, string role, string? name = null, TimeSpan? lifetime = null) =>
        Make(region, [new("sub", name ?? role), new("role", role)], lifetime ?? LifetimeDefault);

    /// <summary>For a program that works for a region.</summary>
    /// <param name="scopes">What it may do, some of <see cref="Local.Servers.ServiceScopes"/>.</param>
    /// <param name="name">Which program it is, for journals.</param>
    public string ForService(
        string region, IEnumerable<string> scopes, string name = ServiceRole, TimeSpan? lifetime = null) =>
        Make(
            region,
            [new("sub", name), new("role", ServiceRole), new("scope", string.Join(' ', scopes))],
            lifetime ?? LifetimeDefault);

    private string Make(string region, IEnumerable<Claim> claims, TimeSpan lifetime)
    {
        using var key = new RegionKeys(folder, region).OpenTokenKey();
        var now = time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "domicile:" + region,
            Audience = "domicile:" + region,
            Subject = new ClaimsIdentity(claims),
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            SigningCredentials = new SigningCredentials(
                new ECDsaSecurityKey(key)
                {
                    CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
                },
                SecurityAlgorithms.EcdsaSha256),
        });
    }
}
