namespace Domicile.Ledger.Verification.Users;

/// <summary>Who says that a user is there, in the order of their snapshots.</summary>
internal enum UserMarkOrigin
{
    /// <summary>The register, before any shard was looked at: all these users must be on their shards.</summary>
    RegisterBefore,

    Shard,

    /// <summary>The register, after all shards were looked at: nobody else can be on a shard.</summary>
    RegisterAfter,
}
