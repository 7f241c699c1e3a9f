namespace Domicile.Server.Workers;

/// <summary>The lines of <see cref="PassLoop"/>.</summary>
internal static partial class WorkerLines
{
    [LoggerMessage(40, LogLevel.Warning, "{Pass} of {On} waits: {Problem}")]
    public static partial void Waits(ILogger log, string pass, string on, string problem);

    [LoggerMessage(41, LogLevel.Information, "{Pass} of {On} goes on")]
    public static partial void GoesOn(ILogger log, string pass, string on);

    [LoggerMessage(42, LogLevel.Error, "{Pass} of {On}, unexpected: {Trace}")]
    public static partial void Unexpected(ILogger log, string pass, string on, string trace);
}
