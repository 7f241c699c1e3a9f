namespace Domicile.Aws.SignIns;

/// <summary>A user pool of Cognito.</summary>
/// <param name="Site">Its AWS Region, such as <c>eu-west-1</c>.</param>
/// <param name="Id">Such as <c>eu-west-1_a1B2c3</c>.</param>
public sealed record UserPoolPlace(string Site, string Id)
{
    private const string Host = "cognito-idp.";
    private const string Domain = ".amazonaws.com";

    /// <summary>
    /// The pool that an issuer is ("Verifying JSON web tokens" in Amazon Cognito's developer guide:
    /// <c>https://cognito-idp.REGION.amazonaws.com/POOL</c>).
    /// </summary>
    /// <returns>Null for an issuer of another kind.</returns>
    public static UserPoolPlace? Of(Uri issuer)
    {
        var id = issuer.AbsolutePath.Trim('/');
        if (issuer.Scheme != Uri.UriSchemeHttps
            || !issuer.Host.StartsWith(Host, StringComparison.Ordinal)
            || !issuer.Host.EndsWith(Domain, StringComparison.Ordinal))
        {
            return null;
        }

        var site = issuer.Host[Host.Length..^Domain.Length];
        return id.StartsWith($"{site}_", StringComparison.Ordinal) ? new UserPoolPlace(site, id) : null;
    }
}
