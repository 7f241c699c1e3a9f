namespace Domicile.Sharding.Topology;

/// <summary>When a shard answers that something is committed.</summary>
public enum Durability
{
    /// <summary>When its primary has it on disk. A promotion may lose what no replica had yet.</summary>
    Local,

    /// <summary>
    /// When one of its replicas has it on disk as well: a promotion loses nothing that was answered. With one replica,
    /// the loss of that one stops writes; with two, one of them may be lost.
    /// </summary>
    Strict,
}
