namespace Domicile.Aws.Calls;

/// <summary>How patient a client of AWS is.</summary>
public sealed record CallLimits
{
    /// <summary>How long one try may take, besides what the service was asked to wait.</summary>
    public TimeSpan AnswerMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Tries of one call, the first among them.</summary>
    public int TriesMax { get; init; } = 4;

    /// <summary>The longest pause after the first try; it doubles with each one more.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>No pause is longer.</summary>
    public TimeSpan PauseMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The pause after a try: anything from nothing to the longest, so that many who failed together do not come back
    /// together. See the AWS Builders' Library, "Timeouts, retries, and backoff with jitter".
    /// </summary>
    /// <param name="triesDone">1 and up.</param>
    /// <param name="chance">0 to 1.</param>
    internal TimeSpan PauseAfter(int triesDone, double chance) =>
        TimeSpan.FromTicks((long)(Math.Min(
            PauseMax.Ticks, FirstPause.Ticks * Math.Pow(2, triesDone - 1)) * chance));
}
