using Domicile.Server.Hosting.Parts;
using Domicile.Server.Problems;
using Microsoft.AspNetCore.Authorization;

namespace Domicile.Server.Sites;

/// <summary>Wires what a site is: a reader site answers reads and hands the rest on to the writer site.</summary>
internal static class SitesExtensions
{
    /// <exception cref="InvalidDataException">The writer site's address is not an address.</exception>
    public static IServiceCollection AddSites(this IServiceCollection services, ServerParts parts)
    {
        if (parts.WriterUrl is { } url
            && !(Uri.TryCreate(url, UriKind.Absolute, out var uri)
                && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)))
        {
            throw new InvalidDataException(
                $"writerUrl '{url}' is not of the form http://127.0.0.1:PORT or https://HOST.");
        }

        return services.AddSingleton(new ServerSite(parts.Site, parts.WriterUrl)).AddSingleton<WriterSite>();
    }

    /// <summary>Behind the check of the token: a request that this region does not take goes nowhere.</summary>
    public static IApplicationBuilder UseSites(this IApplicationBuilder app)
    {
        var site = app.ApplicationServices.GetRequiredService<ServerSite>();
        return site.WriterUrl is null ? app : app.Use((http, next) => IsWrite(http) ? ForwardAsync(http) : next(http));
    }

    private static bool IsWrite(HttpContext http) =>
        !HttpMethods.IsGet(http.Request.Method)
        && !HttpMethods.IsHead(http.Request.Method)
        && http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null;

    private static Task ForwardAsync(HttpContext http) => http.Request.Headers.ContainsKey(WriterSite.ForwardedHeader)
        ? new ProblemAnswer(
            HttpProblems.ForwardedTwice,
            "This is a reader site, and another site handed the request on to it.",
            WriterSite.ForwardedHeader).ExecuteAsync(http)
        : http.RequestServices.GetRequiredService<WriterSite>().AnswerAsync(http);
}
