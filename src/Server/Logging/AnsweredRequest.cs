using System.Globalization;
using Domicile.Server.Hosting;
using Domicile.Server.Problems;

namespace Domicile.Server.Logging;

/// <summary>What the log says of one request: its name, method, route, status, problem and time.</summary>
internal readonly struct AnsweredRequest(HttpContext http, TimeSpan took)
{
    public override string ToString()
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route";
        var problem = ProblemAnswer.Given(http)?.Type.Name ?? "no problem";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{RequestName.Of(http)} {Method} {route} {http.Response.StatusCode} {problem} "
            + $"{took.TotalMilliseconds:F0} ms");
    }

    // Methods that HTTP knows; all others are the caller's own words.
    private string Method => HttpMethods.GetCanonicalizedValue(http.Request.Method) is
        var method and ("GET" or "POST" or "PATCH" or "PUT" or "DELETE" or "HEAD" or "OPTIONS" or "TRACE" or "CONNECT")
            ? method
            : "OTHER";
}
