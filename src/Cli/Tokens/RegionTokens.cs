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
    public static readonly string[] Roles = ["operator", "privacy-officer", "auditor"];

    /// <summary>For one user's own book.</summary>
    public string ForUser(UserId user, TimeSpan? lifetime = null) =>
        Make(user.Region, user.ToString(), "user", lifetime ?? LifetimeDefault);

    /// <summary>For running a region.</summary>
    public string ForOperator(string region, TimeSpan? lifetime = null) => ForRole(region, "operator", null, lifetime);

    /// <summary>For one of those who work for a region.</summary>
    /// <param name="role">One of <see cref="Roles"/>.</param>
    /// <param name="name">Who it is, for journals; the role's name when null.</param>
    public string ForRole(string region, string role, string? name = null, TimeSpan? lifetime = null) =>
        Make(region, name ?? role, role, lifetime ?? LifetimeDefault);

    private string Make(string region, string subject, string role, TimeSpan lifetime)
    {
        using var key = new RegionKeys(folder, region).OpenTokenKey();
        var now = time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "domicile:" + region,
            Audience = "domicile:" + region,
            Subject = new ClaimsIdentity([new Claim("sub", subject), new Claim("role", role)]),
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
