using Domicile.Aws.Calls;
using Domicile.Aws.Nodes;
using Domicile.Sharding.Topology;

namespace Domicile.Cli.Cloud.Regions;

/// <summary>
/// The nodes of one region in AWS as its role <c>migrations</c> enters them, at the places that a site's servers know.
/// </summary>
/// <param name="Nodes">The register and the shards.</param>
/// <param name="Keys">The key database.</param>
internal sealed record CloudNodes(RegionNodes Nodes, NodeAddress Keys)
{
    /// <summary>Asks where they are, and for the logins.</summary>
    /// <exception cref="AwsRefusedException">Something may not be read, or a secret is not there.</exception>
    /// <exception cref="AwsUnavailableException">AWS does not answer.</exception>
    /// <exception cref="InvalidDataException">A node is missing, or not described as it has to be.</exception>
    public static async Task<CloudNodes> ReadAsync(
        SiteAccess site, RegionTopology region, CancellationToken cancellation)
    {
        using var calls = new SignedCalls(site, TimeProvider.System);
        var shards = region.Shards.Select(shard => shard.Name).ToList();
        var found = await new NodeDirectory(calls, region.Name, CloudNames.Role).ReadAsync(
            [CloudNames.Register, CloudNames.Keys, .. shards], cancellation);
        return new CloudNodes(
            new RegionNodes(
                region.Name, found[0], [.. shards.Zip(found.Skip(2), (name, at) => new ShardNodes(name, at, []))]),
            found[1]);
    }
}
