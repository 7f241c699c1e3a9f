namespace Domicile.Server.Events;

/// <summary>The lines of what is done when a function is called.</summary>
internal static partial class EventLines
{
    [LoggerMessage(60, LogLevel.Warning, "the workers were not woken, the schedule will run their passes: {Problem}")]
    public static partial void NotWoken(ILogger log, string problem);
}
