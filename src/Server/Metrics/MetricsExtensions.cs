using System.Diagnostics;
using Domicile.Server.Hosting.Parts;

namespace Domicile.Server.Metrics;

/// <summary>Wires the server's figures for CloudWatch; nothing of it is there on this machine.</summary>
internal static class MetricsExtensions
{
    public static IServiceCollection AddMetricsPost(this IServiceCollection services, ServerParts parts)
    {
        if (parts.Metrics is not { } cloud)
        {
            return services;
        }

        services.AddSingleton(cloud).AddSingleton<RequestFigures>().AddSingleton<ServerCounts>();
        services.AddSingleton<RegionGauges>().AddSingleton<MetricsPost>();
        return parts.StandsStill ? services : services.AddHostedService<MetricsClock>();
    }

    /// <summary>
    /// Counts every request. Where the process stands still between two of them, the first one after a minute sends the
    /// figures too, beside its answer: what does not get away before the process stands still goes with the next ones.
    /// </summary>
    public static IApplicationBuilder UseMetricsPost(this IApplicationBuilder app, ServerParts parts)
    {
        if (parts.Metrics is null)
        {
            return app;
        }

        var requests = app.ApplicationServices.GetRequiredService<RequestFigures>();
        var post = app.ApplicationServices.GetRequiredService<MetricsPost>();
        var turn = new MinuteTurn(app.ApplicationServices.GetRequiredService<TimeProvider>());
        return app.Use(async (http, next) =>
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                await next(http);
            }
            finally
            {
                requests.Note(http.Response.StatusCode, Stopwatch.GetElapsedTime(start));
            }

            if (parts.StandsStill && turn.Take())
            {
                _ = post.SendAsync(CancellationToken.None);
            }
        });
    }
}
