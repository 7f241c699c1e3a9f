using System.Security.Cryptography;
using Domicile.Local.Servers;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Domicile.Server.Access;

/// <summary>Wires access tokens: who may call, checked before any endpoint of the API runs.</summary>
internal static class AccessExtensions
{
    // Clocks of a region's machines differ by less; a token's life is minutes or more.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <exception cref="InvalidDataException">
    /// The region's public key is not an ECDSA key on P-256 in PEM, or a rate is below one.
    /// </exception>
    public static IServiceCollection AddAccess(this IServiceCollection services, ServerFile file)
    {
        var key = ReadKey(file.TokenPublicKey);
        services.AddSingleton(new RegionDirectory(file.Region, file.OtherRegions));
        services.AddSingleton<TokenEvents>();
        services.AddSingleton<ResidencyRefusals>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.EventsType = typeof(TokenEvents);
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = TokenClaims.IssuerOf(file.Region),
                ValidAudience = TokenClaims.IssuerOf(file.Region),
                ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
                IssuerSigningKey = key,
                ClockSkew = ClockSkew,
                NameClaimType = TokenClaims.Subject,
                RoleClaimType = TokenClaims.Role,
            };
        });
        services.AddAuthorizationBuilder()
            .AddPolicy(AccessPolicies.AnyCaller, policy => policy.RequireAuthenticatedUser()
                .RequireAssertion(AccessPolicies.Admits));
        return services.AddCallerLimits(file.Rates);
    }

    public static IApplicationBuilder UseAccess(this IApplicationBuilder app)
    {
        var refusals = app.ApplicationServices.GetRequiredService<ResidencyRefusals>();
        app.Use(async (http, next) =>
        {
            await next(http);
            refusals.Note(http);
        });
        return app.UseAuthentication().UseRateLimiter().UseAuthorization().UseMiddleware<ErasedCallers>();
    }

    private static ECDsaSecurityKey ReadKey(string pem)
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
            ? new ECDsaSecurityKey(key)
            : throw new InvalidDataException($"tokenPublicKey has {key.KeySize} bits; a key on P-256 is needed.");
    }
}
