using System.Diagnostics;

namespace Domicile.Server.Logging;

/// <summary>
/// One line for each request that was refused or slow. Says the route's pattern and never the address, because user ids
/// are personal data too.
/// </summary>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    private static readonly TimeSpan SlowFrom = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext http)
    {
        var start = Stopwatch.GetTimestamp();
        await next(http);
        var took = Stopwatch.GetElapsedTime(start);
        var status = http.Response.StatusCode;
        if (status < 400 && took < SlowFrom)
        {
            return;
        }

        RequestLines.Answered(
            log,
            status >= 500 ? LogLevel.Warning : LogLevel.Information,
            new AnsweredRequest(http, took));
    }
}
