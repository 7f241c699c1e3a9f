namespace Domicile.Cli.Client;

/// <summary>How long a call is tried again, with the same key, when nothing was written or nobody knows.</summary>
/// <param name="Limit">From the first try on; then the last failure is told.</param>
/// <param name="WaitsForServer">Also when nobody listens at the address, because somebody will start it again.</param>
internal sealed record Patience(TimeSpan Limit, bool WaitsForServer)
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(2);

    /// <summary>For one command that somebody waits for.</summary>
    public static Patience OfOneCall { get; } = new(TimeSpan.FromSeconds(10), WaitsForServer: false);

    /// <summary>For long work, during which a node or a server may be killed and come back.</summary>
    public static Patience OfLongWork { get; } = new(TimeSpan.FromMinutes(2), WaitsForServer: true);

    /// <summary>The pause before the next try: doubled each time, at least what the server asks for.</summary>
    /// <param name="failureCount">Tries that failed so far, from 1.</param>
    public static TimeSpan Pause(int failureCount, TimeSpan? retryAfter)
    {
        var pause = PauseMin * Math.Pow(2, Math.Min(failureCount, 10) - 1);
        pause = pause < PauseMax ? pause : PauseMax;
        var asked = retryAfter is { } wanted && wanted > pause ? wanted < PauseMax ? wanted : PauseMax : pause;
        return asked * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
