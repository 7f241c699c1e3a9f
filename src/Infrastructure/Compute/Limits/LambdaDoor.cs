namespace Domicile.Infrastructure.Compute.Limits;

/// <summary>What calls a function, with what it lets through.</summary>
/// <param name="Name">Such as <c>an HTTP API</c>.</param>
/// <param name="Seconds">How long it waits for an answer.</param>
/// <param name="Bytes">The largest body.</param>
internal sealed record LambdaDoor(string Name, int Seconds, long Bytes)
{
    /// <summary>
    /// API Gateway's HTTP API: 30 seconds and 10 MB. A second is left for the way, so that the caller gets the server's
    /// own answer and not the door's.
    /// </summary>
    public static readonly LambdaDoor HttpApi = new("an HTTP API", 29, 10_000_000);

    /// <summary>The load balancer that a reader site's writes come by: it gives a function no more than 1 MB.</summary>
    public static readonly LambdaDoor Forward = new("the load balancer between the region's sites", 29, 1_000_000);

    /// <summary>
    /// Lambda itself: 15 minutes, and 6 MB for the whole event as JSON. A body that is not text grows by a third in it,
    /// so three quarters are left, less the headers' 32 kB.
    /// </summary>
    public static readonly LambdaDoor Lambda = new("Lambda", 900, (6L << 20) * 3 / 4 - (32 << 10));
}
