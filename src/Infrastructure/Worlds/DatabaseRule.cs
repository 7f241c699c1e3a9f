namespace Domicile.Infrastructure.Worlds;

/// <summary>Which classes of instances a Global Database takes.</summary>
internal static class DatabaseRule
{
    /// <summary>
    /// "Configuration requirements of an Amazon Aurora global database": classes for work that needs memory, or
    /// capacity units; none of the family t.
    /// </summary>
    private const string Refused = "db.t";

    public static IEnumerable<string> Mistakes(WorldPlan world) =>
        from region in world.Regions
        let instance = region.Topology.Aws.Database.Instance
        where region.ReaderSites.Any() && instance?.StartsWith(Refused, StringComparison.Ordinal) == true
        select $"region {region.Name} has reader sites, so its nodes are Global Databases, which have no members of "
            + $"the class {instance}. Name one of the family r, such as db.r7g.large, or capacity units.";
}
