namespace Domicile.Server.Metrics;

/// <summary>The line of <see cref="MetricsPost"/>.</summary>
internal static partial class MetricsLines
{
    [LoggerMessage(70, LogLevel.Warning, "metrics were not sent, and go with the next ones: {Problem}")]
    public static partial void NotSent(ILogger log, string problem);
}
