using Domicile.Aws.Calls;
using Domicile.Aws.Nodes;
using Domicile.Local.Worlds;
using Domicile.Sharding.Topology;

namespace Domicile.Cli.Cloud.Regions;

/// <summary>What commands that enter a region in AWS share: who is meant, as whom, and what a refusal says.</summary>
internal static class CloudRegion
{
    /// <exception cref="WorldException">The topology has no such region.</exception>
    public static RegionTopology Find(WorldTopology world, string name) =>
        world.Regions.FirstOrDefault(region => region.Name == name) ?? throw new WorldException(
            $"The topology has no region {name}. It has "
            + $"{string.Join(", ", world.Regions.Select(region => region.Name))}.");

    /// <param name="world">The topology.</param>
    /// <param name="name">Such as <c>eu/s1</c> or <c>eu/register</c>.</param>
    /// <exception cref="WorldException">The topology has no such node.</exception>
    public static (RegionTopology Region, string Node) FindNode(WorldTopology world, string name)
    {
        var parts = name.Split('/');
        var region = Find(world, parts[0]);
        string[] nodes = [CloudNames.Register, CloudNames.Keys, .. region.Shards.Select(shard => shard.Name)];
        return parts.Length == 2 && nodes.Contains(parts[1], StringComparer.Ordinal)
            ? (region, parts[1])
            : throw new WorldException(
                $"There is no node {name}. The nodes of {region.Name} are "
                + $"{string.Join(", ", nodes.Select(node => $"{region.Name}/{node}"))}.");
    }

    /// <exception cref="WorldException">The region has no such site.</exception>
    public static string FindSite(RegionTopology region, string name) =>
        region.Sites.Any(site => site.Name == name) ? name : throw new WorldException(
            $"{region.Name} has no site {name}. Its sites are "
            + $"{string.Join(", ", region.Sites.Select(site => site.Name))}.");

    /// <summary>Does something with the environment's credentials in a site, and explains what AWS refuses.</summary>
    /// <param name="region">Whose migrations' credentials it needs.</param>
    /// <param name="run">What is done.</param>
    /// <param name="site">Where.</param>
    /// <exception cref="WorldException">AWS refused something or did not answer; with what to do.</exception>
    public static async Task<T> RunAsync<T>(string region, Func<SiteAccess, Task<T>> run, string site)
    {
        CheckRoots();
        try
        {
            return await run(SiteAccess.FromEnvironment(site));
        }
        catch (Exception e) when (e is AwsRefusedException or AwsUnavailableException or InvalidDataException)
        {
            throw new WorldException($"{e.Message} Run it with the credentials of {region}'s migrations.", e);
        }
    }

    private static void CheckRoots()
    {
        try
        {
            DatabaseRoots.Check(Environment.GetEnvironmentVariable);
        }
        catch (InvalidDataException e)
        {
            throw new WorldException(e.Message, e);
        }
    }
}
