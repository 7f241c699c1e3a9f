using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Domicile.Server.Access.Issuers;

/// <summary>Believes what the region's own key of this machine has signed by ES256.</summary>
internal sealed class LocalTrust : TokenTrust
{
    private LocalTrust(ECDsaSecurityKey key, string region) => Parameters = new TokenValidationParameters
    {
        ValidIssuer = TokenClaims.IssuerOf(region),
        ValidAudience = TokenClaims.IssuerOf(region),
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        IssuerSigningKey = key,
    };

    public override TokenValidationParameters Parameters { get; }

    /// <param name="pem">The public half of the region's key.</param>
    /// <param name="region">Issuer and audience are of its name.</param>
    /// <exception cref="InvalidDataException">It is not an ECDSA key on P-256 in PEM.</exception>
    public static LocalTrust Of(string pem, string region)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException("tokenPublicKey is not an ECDSA public key in PEM.", e);
        }

        return key.KeySize == 256
            ? new LocalTrust(new ECDsaSecurityKey(key), region)
            : throw new InvalidDataException($"tokenPublicKey has {key.KeySize} bits; a key on P-256 is needed.");
    }

    public override ClaimsIdentity? Read(ClaimsIdentity checkedClaims) => checkedClaims;

    public override string? RegionOf(JsonWebToken token) => TokenClaims.RegionOf(token.Issuer);
}
