namespace Domicile.Sharding.Replicas;

/// <summary>How old a read from a replica may be, and how long it waits to be younger.</summary>
public sealed record ReplicaLimits
{
    /// <summary>A replica that may be further behind than this is not read from.</summary>
    public TimeSpan LagMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a read waits for a replica to show what the caller has seen before.</summary>
    public TimeSpan WaitMax { get; init; } = TimeSpan.FromMilliseconds(50);
}
