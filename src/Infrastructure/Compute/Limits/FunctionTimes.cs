namespace Domicile.Infrastructure.Compute.Limits;

/// <summary>How long functions run, in seconds, and how much an event brings them.</summary>
internal static class FunctionTimes
{
    /// <summary>How long one event's passes may go on; they end with the batch that they are at.</summary>
    public const int Event = 45;

    /// <summary>
    /// When Lambda kills an event's function. Half a minute and more above <see cref="Event"/>: a cold start and the
    /// last batch.
    /// </summary>
    public const int EventTimeout = 80;

    /// <summary>Messages of one event.</summary>
    public const int BatchSize = 10;

    /// <summary>The largest event: ten messages of SQS's 256 KiB.</summary>
    public const int EventBytes = BatchSize * 256 * 1024;

    /// <summary>When Lambda kills the API's function, for a request that may take so long.</summary>
    public static int ApiTimeout(int requestSeconds) => requestSeconds + 1;
}
