using Microsoft.Net.Http.Headers;

namespace Domicile.Server.Docs;

/// <summary>
/// The pages for people: <c>/docs</c> (the API's document to read and try) and <c>/docs/problems</c>. All they need
/// comes from this server. They need no token.
/// </summary>
internal static class DocsPages
{
    private const string Prefix = "/docs";

    // The page sets styles by itself and shows small pictures that it carries as data; nothing else is from elsewhere.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapDocs(this WebApplication app)
    {
        app.UseWhen(
            http => http.Request.Path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase),
            docs => docs.Use((http, next) =>
            {
                http.Response.Headers[HeaderNames.ContentSecurityPolicy] = Policy;
                return next(http);
            }));
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = Prefix.TrimStart('/');
            page.DocumentTitle = "Domicile API";
            page.SwaggerEndpoint($"/openapi/{ApiDocument.Name}.json", "Domicile API v1");
            page.DefaultModelsExpandDepth(0);
            page.DisplayRequestDuration();
        });
        app.MapOpenApi($"/openapi/{ApiDocument.Name}.json");
        app.MapGet("/docs/problems", () => Results.Content(ProblemsPage.Html, "text/html; charset=utf-8"))
            .ExcludeFromDescription();
        app.MapGet("/", () => Results.Redirect(Prefix)).ExcludeFromDescription();
    }
}
