namespace Domicile.Server.Hosting;

/// <summary>
/// The name of one request, the same in its problem and in the log. Says nothing of who asked for what.
/// </summary>
internal static class RequestName
{
    public static string Of(HttpContext http) => $"urn:domicile:request:{http.TraceIdentifier}";
}
