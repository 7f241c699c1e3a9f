namespace Domicile.Server.Hosting;

/// <summary>
/// Gives every answer the headers that keep browsers from guessing, framing and keeping it and, where the caller came
/// over TLS, from ever coming without it (RFC 6797, which wants silence otherwise).
/// </summary>
internal sealed class SafeHeaders(RequestDelegate next)
{
    /// <summary>Two years, and every host below: they are the region's sites.</summary>
    private const string OnlyOverTls = "max-age=63072000; includeSubDomains";

    /// <summary>By which a load balancer or an API's door that ends TLS tells how the caller came.</summary>
    private const string ForwardedScheme = "X-Forwarded-Proto";

    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        if (http.Request.IsHttps || http.Request.Headers[ForwardedScheme] == Uri.UriSchemeHttps)
        {
            headers.StrictTransportSecurity = OnlyOverTls;
        }

        return next(http);
    }
}
