using System.Security.Claims;
using Domicile.Server.Access.Issuers;
using Domicile.Server.Problems;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Domicile.Server.Access;

/// <summary>
/// Says why a token was refused, as a problem. Never repeats the token or what stands in it, but the region.
/// </summary>
internal sealed class TokenEvents(RegionDirectory regions, TokenTrust trust) : JwtBearerEvents
{
    private string Realm => $"Bearer realm=\"{TokenClaims.IssuerOf(regions.Region)}\"";

    public override async Task MessageReceived(MessageReceivedContext context)
    {
        try
        {
            await trust.PrepareAsync(
                context.Request.Headers.Authorization.ToString(), context.HttpContext.RequestAborted);
        }
        catch (IssuerSilentException e)
        {
            context.Fail(e);
        }
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        var claims = context.Principal?.Identity is ClaimsIdentity identity ? trust.Read(identity) : null;
        context.Principal = claims is null ? null : new ClaimsPrincipal(claims);
        if (Caller.Of(context.Principal) is not { } caller)
        {
            context.Fail("Role and subject do not go together.");
        }
        else if (caller.User is { } user && user.Region != regions.Region)
        {
            context.Fail("The subject is not of this region.");
        }

        return Task.CompletedTask;
    }

    public override async Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var problem = Problem(context.HttpContext.Request, context.AuthenticateFailure);
        context.Response.Headers.WWWAuthenticate =
            problem.Type == HttpProblems.TokenMissing || problem.Type == HttpProblems.Unavailable
            ? Realm
            : $"{Realm}, error=\"invalid_token\", error_description=\"{problem.Type.Title}\"";
        await problem.ExecuteAsync(context.HttpContext);
    }

    public override Task Forbidden(ForbiddenContext context)
    {
        var http = context.HttpContext;
        var open = OpenTo.Of(http.GetEndpoint()?.Metadata);
        var caller = Caller.Of(http.User) ?? throw new InvalidOperationException("No token was checked.");
        if (caller.Role == CallerRole.Service && open.Scope is { } scope)
        {
            http.Response.Headers.WWWAuthenticate = $"{Realm}, error=\"insufficient_scope\", scope=\"{scope}\"";
        }

        return new ProblemAnswer(HttpProblems.NotAllowed, open.WhyNot(caller)).ExecuteAsync(http);
    }

    private ProblemAnswer Problem(HttpRequest request, Exception? failure)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return new(HttpProblems.TokenMissing, HttpProblems.TokenMissing.Advice, "Authorization");
        }

        if (failure is null)
        {
            return new(
                HttpProblems.TokenInvalid,
                "The header Authorization is not of the form: Bearer TOKEN.",
                "Authorization");
        }

        // What an unsigned claim says decides nothing here but the words of the refusal.
        return BearerToken.Read(header) is { } token
            && trust.RegionOf(token) is { } name
            && name != regions.Region
                ? OfOtherRegion(name)
                : Of(failure);
    }

    private ProblemAnswer OfOtherRegion(string name)
    {
        var other = regions.Find(name);
        var where = other is null ? "" : $" Send the request to {other.Address}, or get a token of this region.";
        return new(
            HttpProblems.TokenOfOtherRegion,
            $"The token is of region {Hosting.Shown.Text(name)}, this is {regions.Region}.{where}",
            "Authorization")
        { Elsewhere = other };
    }

    private static ProblemAnswer Of(Exception failure) => failure switch
    {
        IssuerSilentException => new(
            HttpProblems.Unavailable,
            "The issuer of this region's tokens does not answer, so that none can be checked; send the same request "
            + "again in a few seconds."),
        SecurityTokenExpiredException => new(
            HttpProblems.TokenExpired, "The token has expired; get a new one.", "Authorization"),
        SecurityTokenNotYetValidException => new(
            HttpProblems.TokenExpired, "The token is not valid yet; compare the clocks.", "Authorization"),
        _ => new(HttpProblems.TokenInvalid, HttpProblems.TokenInvalid.Advice, "Authorization"),
    };
}
