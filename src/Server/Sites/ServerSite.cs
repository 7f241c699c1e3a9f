namespace Domicile.Server.Sites;

/// <summary>Where this server runs: its region's writer site, or a reader site that hands writes on to it.</summary>
/// <param name="Name">Such as <c>eu-west-1</c>; empty when the topology names no site.</param>
/// <param name="WriterUrl">Where the writer site's server listens; null when this is it.</param>
internal sealed record ServerSite(string Name, string? WriterUrl)
{
    /// <summary>In answers: <c>writer</c> or <c>reader</c>.</summary>
    public string Role => WriterUrl is null ? "writer" : "reader";
}
