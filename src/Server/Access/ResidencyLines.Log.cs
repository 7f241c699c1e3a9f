namespace Domicile.Server.Access;

/// <summary>The line of <see cref="ResidencyRefusals"/>.</summary>
internal static partial class ResidencyLines
{
    [LoggerMessage(30, LogLevel.Information, "{Request} refused, {Problem}: it is for region {OtherRegion}")]
    public static partial void Refused(ILogger log, string request, string problem, string otherRegion);
}
