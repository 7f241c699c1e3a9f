using Domicile.Server.Hosting;

namespace Domicile.Server.Logging;

/// <summary>The lines of <see cref="ErrorAnswers"/>.</summary>
internal static partial class ErrorLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Request} caller went away")]
    public static partial void CallerGone(ILogger log, string request);

    [LoggerMessage(2, LogLevel.Warning, "{Request} a node failed: {Trace}")]
    public static partial void NodeFailed(ILogger log, string request, string trace);

    [LoggerMessage(3, LogLevel.Error, "{Request} unexpected: {Trace}")]
    public static partial void Unexpected(ILogger log, string request, string trace);

    [LoggerMessage(4, LogLevel.Error, "{Request} a service refuses this server: {Trace}")]
    public static partial void Refused(ILogger log, string request, string trace);
}
