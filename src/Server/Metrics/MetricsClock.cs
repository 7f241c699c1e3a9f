using Domicile.Server.Hosting;

namespace Domicile.Server.Metrics;

/// <summary>Sends the figures once a minute, on a server that runs on.</summary>
internal sealed class MetricsClock(MetricsPost post, IHostApplicationLifetime lifetime, TimeProvider time)
    : BackgroundService
{
    /// <summary>CloudWatch keeps figures by the minute.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isListening = await Listening.WaitAsync(lifetime, stoppingToken);
        while (isListening)
        {
            await Task.Delay(Pause, time, stoppingToken);
            await post.SendAsync(stoppingToken);
        }
    }
}
