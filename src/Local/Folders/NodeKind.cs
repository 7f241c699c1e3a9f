namespace Domicile.Local.Folders;

/// <summary>What a node of the world is for.</summary>
public enum NodeKind
{
    /// <summary>The central database, which all regions feed with figures.</summary>
    Central,

    /// <summary>A region's register, with the region's database of wrapped user keys.</summary>
    Register,

    /// <summary>The primary of a shard.</summary>
    Primary,

    /// <summary>A read replica of a shard.</summary>
    Replica,
}
