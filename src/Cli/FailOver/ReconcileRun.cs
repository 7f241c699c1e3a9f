using Domicile.Ledger.Reconciliation;
using Domicile.Local.Folders;
using Domicile.Sharding.Routing;

namespace Domicile.Cli.FailOver;

/// <summary>Reconciles the books of a running world, all regions with each other.</summary>
internal static class ReconcileRun
{
    public static async Task<ReconciliationReport> RunAsync(
        WorldAddresses addresses, CancellationToken cancellation)
    {
        var routers = new List<ShardRouter>();
        try
        {
            foreach (var region in addresses.World.Regions)
            {
                var router = ShardRouter.Open(addresses.Region(region), "domicile reconcile", 2);
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
}
