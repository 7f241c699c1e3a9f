using Domicile.Sharding.Nodes;

namespace Domicile.Sharding.Replicas;

/// <summary>A replica as it was last looked at.</summary>
/// <param name="Source">Connections to it.</param>
/// <param name="Epoch">The generation that its rows are of.</param>
/// <param name="Beat">The last beat of the primary that it shows.</param>
/// <param name="LookedAt">A timestamp taken before it was asked.</param>
internal sealed record ReplicaSight(NodePool Source, int Epoch, long Beat, long LookedAt)
{
    /// <summary>
    /// A timestamp at which the primary had nothing that it has not; null when none is known, or it stands still.
    /// </summary>
    public long? CurrentAt { get; init; }

    /// <summary>When it was first seen to show this beat.</summary>
    public required long MovedAt { get; init; }
}
