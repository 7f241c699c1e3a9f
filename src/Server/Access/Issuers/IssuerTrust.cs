using System.Security.Claims;
using Domicile.Aws.SignIns;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Domicile.Server.Access.Issuers;

/// <summary>
/// Believes what the region's OpenID Connect issuer has signed by RS256 or ES256 with a key that it publishes, for one
/// of the audiences. Knows the forms of Amazon Cognito; a key of this machine counts for nothing here.
/// </summary>
internal sealed class IssuerTrust : TokenTrust, IDisposable
{
    private readonly IssuerTerms terms;
    private readonly IssuerKeys keys;

    /// <exception cref="InvalidDataException">The issuer is not https, or no audience is named.</exception>
    public IssuerTrust(IssuerTerms terms, HttpMessageHandler handler, TimeProvider time)
    {
        this.terms = terms.Check();
        keys = new IssuerKeys(terms, handler, time);
        Parameters = new TokenValidationParameters
        {
            ValidIssuer = terms.IssuerText,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            TryAllIssuerSigningKeys = false,
            IssuerSigningKeyResolver = (_, _, id, _) => keys.Current.Where(key => key.KeyId == id),
            AudienceValidator = (audiences, token, _) => IsForUs(audiences, token),
        };
    }

    public override TokenValidationParameters Parameters { get; }

    public override ValueTask PrepareAsync(string header, CancellationToken cancellation) =>
        BearerToken.Read(header) is { } token
        && token.Issuer == terms.IssuerText
        && !string.IsNullOrEmpty(token.Kid)
            ? keys.EnsureAsync(token.Kid, cancellation)
            : ValueTask.CompletedTask;

    public override ClaimsIdentity? Read(ClaimsIdentity checkedClaims) =>
        new IssuerClaims(checkedClaims, terms.Region, UserPoolPlace.Of(terms.Issuer) is not null).Read();

    public override string? RegionOf(JsonWebToken token) =>
        terms.Others.FirstOrDefault(other => other.Value == token.Issuer).Key
        ?? TokenClaims.RegionOf(token.Issuer)
        ?? IssuerClaims.RegionOf(token.Claims);

    public void Dispose() => keys.Dispose();

    private bool IsForUs(IEnumerable<string> audiences, SecurityToken token)
    {
        string[] named = [.. audiences];
        if (named.Length > 0)
        {
            return named.Intersect(terms.Audiences, StringComparer.Ordinal).Any();
        }

        return token is JsonWebToken web
            && web.TryGetPayloadValue<string>("client_id", out var client)
            && terms.Audiences.Contains(client, StringComparer.Ordinal);
    }
}
