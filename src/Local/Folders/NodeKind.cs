namespace Domicile.Local.Folders;

/// <summary>What a node of the world is for.</summary>
public enum NodeKind
{
    /// <summary>The central database, which all regions feed with figures.</summary>
    Central,

    /// <summary>A region's register.</summary>
    Register,

    /// <summary>A region's key database: the wrapped keys of its users, apart from all data.</summary>
    Keys,

    /// <summary>The primary of a shard.</summary>
    Primary,

    /// <summary>A read replica of a shard.</summary>
    Replica,
}
