using Constructs;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Identity;

/// <summary>The stacks that give rights: they stand before all others.</summary>
internal static class IdentityStacks
{
    public static void Make(Construct scope, WorldPlan world)
    {
        _ = new CentralIdentityStack(scope, world);
        _ = new OperatorsStack(scope, world);
        foreach (var region in world.Regions)
        {
            _ = new IdentityStack(scope, world, region);
        }
    }
}
