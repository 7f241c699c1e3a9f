namespace Domicile.Sharding.Replicas;

/// <summary>How long a <see cref="StandbyGate"/> waits, for a position and for a standby.</summary>
public sealed record StandbyLimits
{
    /// <summary>How long one call waits for a standby to flush.</summary>
    public TimeSpan WaitMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A standby that is away for longer may not be promoted any more, and nobody waits for it.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How old may be what a gate knows of the register.</summary>
    public TimeSpan KnowledgeAgeMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a standby is returning before it may be promotable: several times <see cref="KnowledgeAgeMax"/>, so
    /// that by then every gate waits for it.
    /// </summary>
    public TimeSpan SettledAfter { get; init; } = TimeSpan.FromSeconds(3);
}
