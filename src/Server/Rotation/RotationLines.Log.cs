namespace Domicile.Server.Rotation;

/// <summary>The lines of the rotation of secrets: their names, and nothing that is in them.</summary>
internal static partial class RotationLines
{
    [LoggerMessage(80, LogLevel.Information, "{Step} of {Secret} is done")]
    public static partial void Done(ILogger log, string step, string secret);

    [LoggerMessage(81, LogLevel.Warning, "{Step} of {Secret} has to come again: {Problem}")]
    public static partial void Refused(ILogger log, string step, string secret, string problem);
}
