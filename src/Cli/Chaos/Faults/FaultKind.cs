namespace Domicile.Cli.Chaos.Faults;

/// <summary>What is done to a running world. Killed is SIGKILL, frozen is SIGSTOP until SIGCONT.</summary>
internal enum FaultKind
{
    KillPrimary,
    KillReplica,
    KillRegister,
    KillCentral,
    KillServer,
    FreezePrimary,
    FreezeReplica,
    FreezeRegister,
    FreezeCentral,
    FreezeServer,

    /// <summary>A primary is frozen, a replica promoted, and what is left of the old primary woken.</summary>
    PromoteFrozen,

    /// <summary>Nobody reaches the queue for a while, and its connections end.</summary>
    CutQueue,

    /// <summary>Everything in the queue is thrown away.</summary>
    EmptyQueue,
}
