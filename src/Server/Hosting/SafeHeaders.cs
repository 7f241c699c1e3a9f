namespace Domicile.Server.Hosting;

/// <summary>Gives every answer the headers that keep browsers from guessing, framing and keeping it.</summary>
internal sealed class SafeHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        return next(http);
    }
}
