using Domicile.Ledger.Central;
using Domicile.Ledger.Reconciliation;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Local.Restores;

/// <summary>Compares a restored shard, at the place where only this process finds it, with all other books.</summary>
/// <param name="addresses">The world's.</param>
/// <param name="shard">The shard's primary.</param>
/// <param name="port">Where the restored node listens.</param>
internal sealed class PeerComparison(WorldAddresses addresses, WorldNode shard, int port)
{
    private const string Application = "domicile restore";

    /// <summary>Books again what the other side holds, and tells the rest.</summary>
    /// <exception cref="NpgsqlException">A shard does not answer; run it again when all do.</exception>
    public async Task<ReconciliationReport> RunAsync(CancellationToken cancellation)
    {
        var routers = new List<ShardRouter>();
        try
        {
            foreach (var region in addresses.World.Regions)
            {
                var router = ShardRouter.Open(Region(region, NodeRoles.Server), Application, 2);
                routers.Add(router);
                await router.ReloadAsync(cancellation);
            }

            return await new WorldReconciliation(routers).RunAsync(cancellation);
        }
        finally
        {
            foreach (var router in routers)
            {
                await router.DisposeAsync();
            }
        }
    }

    /// <summary>
    /// Gives the centre what the books of the restored shard come to; returns why not, when the centre is away.
    /// </summary>
    public async Task<string?> TellCentreAsync(CancellationToken cancellation)
    {
        await using var central = addresses.Central(NodeRoles.Owner).Open(Application, 2);
        await using var router = ShardRouter.Open(Region(shard.Region!, NodeRoles.Owner), Application, 4);
        await router.ReloadAsync(cancellation);
        var gate = new StandbyGate(router.Register, TimeProvider.System);
        try
        {
            await new CentralRebuild(central, TimeProvider.System).RunAsync(
                router.Shards.Single(other => other.Name == shard.ShortName), gate, cancellation);
            return null;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            // The books do not wait for the figures: they are made anew by one command at any time.
            return $"{e.Message.TrimEnd('.')}. Run ./domicile world rebuild when the central database answers.";
        }
    }

    private RegionNodes Region(string region, string role)
    {
        var nodes = addresses.Region(region, role);
        return nodes with
        {
            Shards = [.. nodes.Shards.Select(other => region == shard.Region && other.Name == shard.ShortName
                ? new ShardNodes(other.Name, other.Primary with { Port = port }, [])
                : other)],
        };
    }
}
