namespace Domicile.Infrastructure.Worlds;

/// <summary>
/// Every host of the world leads to one place: each region has a zone of its own, and the pages have a host.
/// </summary>
internal static class HostRule
{
    public static IEnumerable<string> Mistakes(WorldPlan world)
    {
        var domain = world.Topology.Aws.Domain;
        var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            [domain] = "the world's domain",
            [Names.PagesHost(domain)] = "the pages",
        };
        foreach (var region in world.Regions)
        {
            if (!taken.TryAdd(region.Host, $"region {region.Name}"))
            {
                yield return $"region {region.Name} has the host {region.Host} of {taken[region.Host]}. Name one of "
                    + "its own in \"aws\": { \"host\": … }.";
            }
        }
    }
}
