using Constructs;
using Domicile.Infrastructure.Governance;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Operations;

/// <summary>The stacks that watch: they need every other one's names and none of their parts.</summary>
internal static class OperationsStacks
{
    public static void Make(Construct scope, WorldPlan world)
    {
        // A link and its sink are of one AWS Region, and of two accounts.
        var linked = world.Sites.Where(site => site.Region.Account != world.Account).Select(site => site.Name);
        foreach (var site in linked.Distinct())
        {
            _ = new ObservatoryStack(scope, world, site);
        }

        _ = new WorldOperationsStack(scope, world);
        _ = new WorldGovernanceStack(scope, world);
        foreach (var site in world.Sites)
        {
            _ = new OperationsStack(scope, world, site);
            _ = new GovernanceStack(scope, world, site);
            _ = new DriftStack(scope, site);
        }
    }
}
