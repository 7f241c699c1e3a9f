namespace Domicile.Local.Queue;

/// <summary>The bounds of a queue.</summary>
public sealed record QueueLimits
{
    /// <summary>How long a message that was received is away from others.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A message that was received so often without being deleted goes to the dead letters.</summary>
    public int ReceiveMax { get; init; } = 10;

    /// <summary>
    /// How long a message is kept, among the dead letters too: the most that the cloud's queues do. Looked after once
    /// an hour.
    /// </summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(14);

    /// <summary>A wait for a message asks again after this long, also when nobody told of one.</summary>
    public TimeSpan LookAgain { get; init; } = TimeSpan.FromMilliseconds(25);
}
