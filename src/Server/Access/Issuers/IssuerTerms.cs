namespace Domicile.Server.Access.Issuers;

/// <summary>Which OpenID Connect issuer a region trusts.</summary>
/// <param name="Region">The region, such as <c>eu</c>.</param>
/// <param name="Issuer">
/// As tokens name it, letter by letter, such as <c>https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a1b2c3</c>.
/// </param>
/// <param name="Audiences">
/// What <c>aud</c> must be, or <c>client_id</c> in access tokens of Cognito, which have no <c>aud</c>. At least one.
/// </param>
internal sealed record IssuerTerms(string Region, Uri Issuer, IReadOnlyList<string> Audiences)
{
    /// <summary>The issuers of other regions by region, as far as the topology names them; for refusals.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>As tokens name it: without the slash that a bare host name gets as an address.</summary>
    public string IssuerText => Issuer.OriginalString.TrimEnd('/');

    /// <summary>Where the issuer tells where its keys are (OpenID Connect Discovery 1.0, 4).</summary>
    public Uri Discovery => new(IssuerText + "/.well-known/openid-configuration");

    /// <summary>Refuses what could be read or changed on the way; this machine's own address is for tests.</summary>
    /// <exception cref="InvalidDataException">An address is not https, or there is no audience.</exception>
    public IssuerTerms Check()
    {
        if (!IsSafe(Issuer))
        {
            throw new InvalidDataException($"The issuer '{Issuer}' of region {Region} is not an https:// address.");
        }

        return Audiences.Count > 0
            ? this
            : throw new InvalidDataException(
                $"Region {Region} names no audience. Set DOMICILE_AUDIENCES to the client ids of its user pool.");
    }

    /// <summary>True for https, and for this machine.</summary>
    public static bool IsSafe(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}
