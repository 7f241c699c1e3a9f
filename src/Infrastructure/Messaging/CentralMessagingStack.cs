using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Messaging;

/// <summary>The central queue, which every region's workers send figures to.</summary>
internal sealed class CentralMessagingStack : WorldStack
{
    public CentralMessagingStack(Construct scope, WorldPlan world)
        : base(scope, world, world.CentralSite, "Messaging")
    {
        var queue = new QueuePlace(world.Account, world.CentralSite, Names.CentralQueue);
        _ = new QueuePair(this, "Central", queue,
        [
            .. world.Regions.Select(region => queue.SendBy(
                $"FiguresOf{char.ToUpperInvariant(region.Name[0])}{region.Name[1..]}",
                region.Account,
                Names.ServerRole(region.Name, "workers"))),
        ]);
    }
}
