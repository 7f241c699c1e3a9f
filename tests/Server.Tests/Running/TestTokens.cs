using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Domicile.Server.Tests.Running;

/// <summary>Signs access tokens of one region, right ones and wrong ones.</summary>
internal sealed class TestTokens(string region) : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string PublicKey => key.ExportSubjectPublicKeyInfoPem();

    public string Operator => Make("operator", "operator");

    public string Of(string user) => Make(user, "user");

    /// <param name="issuer">The region that the token names as its own; this one unless said otherwise.</param>
    /// <param name="life">From now on; negative for a token that has expired.</param>
    public string Make(string subject, string role, string? issuer = null, TimeSpan? life = null) =>
        Sign(new(StringComparer.Ordinal) { ["sub"] = subject, ["role"] = role }, issuer, life);

    public string OfService(string subject, params string[] scopes) => Sign(
        new(StringComparer.Ordinal)
        {
            ["sub"] = subject,
            ["role"] = "service",
            ["scope"] = string.Join(' ', scopes),
        });

    private string Sign(Dictionary<string, object> claims, string? issuer = null, TimeSpan? life = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var end = now + (life ?? TimeSpan.FromHours(1));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = $"domicile:{issuer ?? region}",
            Audience = $"domicile:{issuer ?? region}",
            IssuedAt = end.AddHours(-2),
            NotBefore = end.AddHours(-2),
            Expires = end,
            Claims = claims,
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256),
        });
    }

    public void Dispose() => key.Dispose();
}
