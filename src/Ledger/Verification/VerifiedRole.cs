namespace Domicile.Ledger.Verification;

/// <summary>What is expected of a node.</summary>
public enum VerifiedRole
{
    Central,
    Register,

    /// <summary>A region's key database.</summary>
    Keys,

    /// <summary>The primary of a shard.</summary>
    Primary,

    /// <summary>A read replica of a shard.</summary>
    Replica,
}
