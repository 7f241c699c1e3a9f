namespace Domicile.Ledger.Privacy.Catalogue;

/// <summary>The kinds of databases that the house has; every node of one kind has the same tables.</summary>
public enum DatabaseKind
{
    /// <summary>A region's register.</summary>
    Register,

    /// <summary>A shard's primary and its replicas.</summary>
    Shard,

    /// <summary>A region's key database.</summary>
    Keys,

    /// <summary>The central database of all regions.</summary>
    Central,

    /// <summary>The database that stands for the cloud's queues.</summary>
    Queue,
}
