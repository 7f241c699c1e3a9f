namespace Domicile.Ledger.Privacy.Gate;

/// <summary>How patient an <see cref="ErasureGate"/> is.</summary>
public sealed record GateLimits
{
    /// <summary>How long a new connection waits for an erasure that is being applied.</summary>
    public TimeSpan WaitMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long connections that are open go on when a new erasure is not applied: as long as a key may live on in a
    /// server's memory. A node that has gone back is closed at once.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How old the last look at a register that does not answer may be. Nothing is registered while it is away; longer,
    /// and it may be away for this process alone.
    /// </summary>
    public TimeSpan KnowledgeAgeMax { get; init; } = TimeSpan.FromSeconds(5);
}
