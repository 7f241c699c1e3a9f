using Domicile.Server.Hosting.Parts;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Domicile.Server.Access;

/// <summary>Wires access tokens: who may call, checked before any endpoint of the API runs.</summary>
internal static class AccessExtensions
{
    // Clocks of a region's machines differ by less; a token's life is minutes or more.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <exception cref="InvalidDataException">A rate is below one.</exception>
    public static IServiceCollection AddAccess(this IServiceCollection services, ServerParts parts)
    {
        services.AddSingleton(_ => parts.Trust);
        services.AddSingleton(new RegionDirectory(parts.Region, parts.OtherRegions));
        services.AddSingleton<TokenEvents>();
        services.AddSingleton<ResidencyRefusals>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.EventsType = typeof(TokenEvents);
            options.TokenValidationParameters = parts.Trust.Parameters.Clone();
            options.TokenValidationParameters.ClockSkew = ClockSkew;
            options.TokenValidationParameters.NameClaimType = TokenClaims.Subject;
            options.TokenValidationParameters.RoleClaimType = TokenClaims.Role;
        });
        services.AddAuthorizationBuilder()
            .AddPolicy(AccessPolicies.AnyCaller, policy => policy.RequireAuthenticatedUser()
                .RequireAssertion(AccessPolicies.Admits));
        return services.AddCallerLimits(parts.Rates);
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
}
