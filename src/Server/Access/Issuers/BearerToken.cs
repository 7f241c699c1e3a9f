using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Domicile.Server.Access.Issuers;

/// <summary>Reads the token out of a header without checking it: what it says decides nothing.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";
    private const int BytesMax = 16 * 1024;

    private static readonly JsonWebTokenHandler Tokens = new() { MaximumTokenSizeInBytes = BytesMax };

    /// <summary>Null when the header holds none.</summary>
    public static JsonWebToken? Read(string header)
    {
        var text = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        try
        {
            return Tokens.CanReadToken(text) ? Tokens.ReadJsonWebToken(text) : null;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }
}
