namespace Domicile.Ledger.Queue;

/// <summary>How full a queue is.</summary>
/// <param name="Depth">Messages that wait, those being worked on included.</param>
/// <param name="DeadCount">Messages that were received too often.</param>
/// <param name="OldestAge">How long the oldest waits; zero when none does.</param>
public sealed record QueueFigures(long Depth, long DeadCount, TimeSpan OldestAge);
