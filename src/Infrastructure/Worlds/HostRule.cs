namespace Domicile.Infrastructure.Worlds;

/// <summary>
/// Every host of the world leads to one place: each region has a zone of its own, and the pages have a host. What is
/// in the zone of another would not be found.
/// </summary>
internal static class HostRule
{
    public static IEnumerable<string> Mistakes(WorldPlan world)
    {
        var domain = world.Topology.Aws.Domain;
        List<(string Host, string Whose)> taken = [(Names.PagesHost(domain), "the pages")];
        foreach (var region in world.Regions)
        {
            // The regions' zones are in the domain's, which points to them.
            var other = IsIn(domain, region.Host) ? (domain, "the world's domain") : taken.Find(one =>
                IsIn(one.Host, region.Host) || IsIn(region.Host, one.Host));
            if (other.Item1 == region.Host)
            {
                yield return $"region {region.Name} has the host {region.Host} of {other.Item2}. Name one of its own "
                    + "in \"aws\": { \"host\": … }.";
            }
            else if (other.Item1 is { } host)
            {
                var (inner, outer) = IsIn(host, region.Host) ? (host, region.Host) : (region.Host, host);
                yield return $"region {region.Name} has the host {region.Host} beside {host} of {other.Item2}: nobody "
                    + $"finds {inner} in the zone {outer}. Name one of its own in \"aws\": {{ \"host\": … }}.";
            }

            taken.Add((region.Host, $"region {region.Name}"));
        }
    }

    private static bool IsIn(string host, string zone) =>
        host == zone || host.EndsWith($".{zone}", StringComparison.Ordinal);
}
