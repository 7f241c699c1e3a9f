using Domicile.Sharding.Routing;

namespace Domicile.Ledger.CrossShard.Sides;

/// <summary>What became of one item of a group: what its shard answered, or why there is no answer yet.</summary>
/// <param name="Shard">The shard that answered; null when none did.</param>
/// <param name="Value">Worth something when <paramref name="Delay"/> is null.</param>
/// <param name="Delay">One sentence without personal data; null when the shard answered.</param>
internal readonly record struct GroupResult<T>(Shard? Shard, T Value, string? Delay)
{
    public static GroupResult<T> Late(string delay) => new(null, default!, delay);
}
