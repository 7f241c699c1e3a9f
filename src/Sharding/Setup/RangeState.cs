using Domicile.Sharding.Map;

namespace Domicile.Sharding.Setup;

/// <summary>A range that a register or a shard knows, and whether it is in use.</summary>
internal sealed record RangeState(KeyRange Range, bool IsOpen);
