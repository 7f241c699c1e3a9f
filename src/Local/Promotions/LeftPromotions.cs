using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;
using Domicile.Sharding.Promotions;

namespace Domicile.Local.Promotions;

/// <summary>
/// Finishes, when a world starts, the promotions that were decided and cut short together with the world: the register
/// says which those are. For the holder of the world's lock.
/// </summary>
internal static class LeftPromotions
{
    /// <summary>Gives the primaries' names to the nodes that the registers name, before any shard is started.</summary>
    public static async Task<WorldAddresses> ExchangeAsync(WorldAddresses addresses, CancellationToken cancellation)
    {
        // A primary that was fenced is all that such a promotion leaves at this point, if it was decided or not.
        foreach (var primary in addresses.Nodes
            .Where(node => node.Kind == NodeKind.Primary && NodeMember.Open(addresses, node).IsFenced).ToList())
        {
            var registerNode = addresses.Node($"{primary.Region}/register");
            var running = NodeMember.Open(addresses, registerNode);
            await running.StartAsync(cancellation);
            try
            {
                var standing = await Of(addresses, primary).ReadAsync(cancellation);
                var chosen = addresses.Nodes.FirstOrDefault(node => node.Primary == primary.Name
                    && addresses.Address(node, NodeRoles.Owner).Place == standing.Place);
                if (chosen is not null)
                {
                    addresses = new Decided(addresses, primary, chosen, standing.Epoch, []).ExchangePlaces();
                }
            }
            finally
            {
                await running.StopAsync(CancellationToken.None);
            }
        }

        return addresses;
    }

    /// <summary>Lets new primaries that run take their epochs and ranges.</summary>
    public static async Task BeginAsync(WorldAddresses addresses, CancellationToken cancellation)
    {
        foreach (var primary in addresses.Nodes.Where(node => node.Kind == NodeKind.Primary))
        {
            var own = await new ReplicaChoice(primary.Name).ReadEpochAsync(addresses, primary, cancellation);
            if (own is null)
            {
                // It was not set up yet.
                continue;
            }

            var owner = addresses.Address(primary, NodeRoles.Owner);
            var standing = await Of(addresses, primary).ReadAsync(cancellation);
            if (own < standing.Epoch && standing.Place == owner.Place)
            {
                await Of(addresses, primary).BeginAsync(owner, standing.Epoch, waits: false, cancellation);
            }
        }
    }

    private static ShardPromotion Of(WorldAddresses addresses, WorldNode primary) => new(
        addresses.Address(addresses.Node($"{primary.Region}/register"), NodeRoles.Owner), primary.ShortName);
}
