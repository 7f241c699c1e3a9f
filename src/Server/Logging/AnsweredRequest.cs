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
        var given = ProblemAnswer.Given(http);
        var problem = given?.Type.Name ?? "no problem";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{RequestName.Of(http)} {Method} {route} {http.Response.StatusCode} {problem} "
            + $"{took.TotalMilliseconds:F0} ms{Cause(given)}");
    }

    // What does not answer: our own words, in which there is nothing of a caller's.
    private static string Cause(ProblemAnswer? given) => given?.Type == HttpProblems.Unavailable
        ? $": {given.Detail.Split(". ")[0]}"
        : "";

    // Methods that HTTP knows; all others are the caller's own words.
    private string Method => HttpMethods.GetCanonicalizedValue(http.Request.Method) is
        var method and ("GET" or "POST" or "PATCH" or "PUT" or "DELETE" or "HEAD" or "OPTIONS" or "TRACE" or "CONNECT")
            ? method
            : "OTHER";
}
