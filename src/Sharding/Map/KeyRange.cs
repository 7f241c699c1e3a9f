namespace Domicile.Sharding.Map;

/// <summary>
/// User numbers from <see cref="First"/> up to, not including, <see cref="End"/>, and the shard that owns them.
/// </summary>
/// <param name="Id">The range's id in the region's register; never used again, a split closes the old one.</param>
/// <param name="First">The first user number, 0 or more.</param>
/// <param name="End">The number after the last one.</param>
/// <param name="Shard">The owner's name within the region, such as <c>s1</c>.</param>
public sealed record KeyRange(int Id, long First, long End, string Shard)
{
    public override string ToString() => $"{First}..{End}";
}
