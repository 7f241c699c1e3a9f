namespace Domicile.Sharding.Topology.Aws;

/// <summary>
/// How large a region's database instances are: of a fixed class, or growing and shrinking with the work.
/// </summary>
/// <param name="Minimum">Aurora capacity units (about 2 GiB of memory each) that an instance always has.</param>
/// <param name="Maximum">Capacity units that it grows to.</param>
/// <param name="Instance">Such as <c>db.r7g.large</c>; null for capacity units.</param>
public sealed record DatabaseCapacity(decimal Minimum, decimal Maximum, string? Instance = null)
{
    /// <summary>In steps of a half, from 0.5 to this.</summary>
    public const decimal UnitsMax = 256;

    public static readonly DatabaseCapacity Default = new(0.5m, 8m);
}
