using Domicile.Sharding.Nodes;

namespace Domicile.Sharding.Replicas;

/// <summary>A replica as it was last looked at.</summary>
/// <param name="Source">Connections to it.</param>
/// <param name="Epoch">The generation that its rows are of.</param>
/// <param name="CurrentAt">
/// A timestamp at which the primary had nothing that it has not; null when none is known.
/// </param>
/// <param name="LookedAt">A timestamp taken before it was asked.</param>
internal sealed record ReplicaSight(NodePool Source, int Epoch, long? CurrentAt, long LookedAt);
