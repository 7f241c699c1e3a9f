namespace Domicile.Server.Logging;

/// <summary>The lines of <see cref="RequestLog"/>.</summary>
internal static partial class RequestLines
{
    [LoggerMessage(EventId = 10, Message = "{Request}")]
    public static partial void Answered(ILogger log, LogLevel level, AnsweredRequest request);
}
