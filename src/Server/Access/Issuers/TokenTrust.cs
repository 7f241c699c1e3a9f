using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Domicile.Server.Access.Issuers;

/// <summary>
/// Whose access tokens this server believes, and how their claims are read. There is one for each platform; a token
/// that one of them takes is refused by the other. Safe for any number of requests; lives as long as the server.
/// </summary>
internal abstract class TokenTrust
{
    /// <summary>What a token is checked against, its time apart.</summary>
    public abstract TokenValidationParameters Parameters { get; }

    /// <summary>
    /// Sees to it that the key which a token names is there before the token is checked, as far as there is one.
    /// </summary>
    /// <param name="header">The header Authorization.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="IssuerSilentException">The keys are not known, and nobody answers who knows them.</exception>
    public virtual ValueTask PrepareAsync(string header, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>
    /// The claims of a checked token in the words of <see cref="TokenClaims"/>; null when they contradict one another.
    /// </summary>
    public abstract ClaimsIdentity? Read(ClaimsIdentity checkedClaims);

    /// <summary>
    /// The region that a token says it is of, for the words of a refusal; null when it says none. Decides nothing.
    /// </summary>
    public abstract string? RegionOf(JsonWebToken token);
}
