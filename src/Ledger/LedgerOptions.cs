using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Objects;
using Domicile.Ledger.Outbox;
using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Ledger.Privacy.Erasure.Steps;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Privacy;

namespace Domicile.Ledger;

/// <summary>What the books of one region need: its nodes, its secrets, and bounds.</summary>
/// <param name="Nodes">The region's register and shards.</param>
/// <param name="Keys">The database of wrapped user keys.</param>
/// <param name="WrappingKeys">What wraps the keys of users and documents.</param>
/// <param name="HashKey">32 bytes: the key of the keyed hashes.</param>
public sealed record LedgerOptions(RegionNodes Nodes, NodeAddress Keys, IWrappingKeys WrappingKeys, byte[] HashKey)
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public PostingLimits Posting { get; init; } = new();

    /// <summary>For how many years what a law keeps is kept.</summary>
    public RetentionTopology Retention { get; init; } = new();

    /// <summary>Keeps the region's objects; null where nothing shall be stored but the books.</summary>
    public IObjectStore? Objects { get; init; }

    /// <summary>What certificates of erasures say and are signed with; without them none is ever done.</summary>
    public CertificateTerms? Certificates { get; init; }

    /// <summary>Where users sign in, for erasures; null where nobody is erased, or where that is others'.</summary>
    public ISignIns? SignIns { get; init; }

    /// <summary>What documents show, and for how long they are kept.</summary>
    public DocumentRules Documents { get; init; } = DocumentRules.Default;

    /// <summary>
    /// After how many days the wrapping key is rotated, by the role of passes; null where somebody else does it.
    /// </summary>
    public int? RotationDays { get; init; }

    /// <summary>Whom documents are sent to; null where nobody is.</summary>
    public AuditOptions? Audit { get; init; }

    /// <summary>Hears of every group of transfers that is committed.</summary>
    public ShardSignals Signals { get; init; } = new();

    /// <summary>
    /// Connections to one shard's primary, 1 to 100; replicas get as many, and all other pools follow
    /// (<see cref="PoolSizes"/>).
    /// </summary>
    public int ConnectionsPerShardMax { get; init; } = PoolSizes.OfServer;

    /// <summary>Shown in <c>pg_stat_activity</c>.</summary>
    public string Application { get; init; } = "domicile-server";
}
