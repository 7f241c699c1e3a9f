using Domicile.Local.Folders;

namespace Domicile.Local.Promotions;

/// <summary>A promotion that the register has decided.</summary>
/// <param name="Primary">The node that has the primary's name in the world's file.</param>
/// <param name="Chosen">The node that is the primary now.</param>
internal sealed record Decided(
    WorldAddresses Addresses, WorldNode Primary, WorldNode Chosen, int Epoch, IReadOnlyList<string> Silent)
{
    /// <summary>
    /// Gives the primary's name to the promoted node, and its name to the old primary, in the world's file: so that a
    /// shard's name is its primary's, always. Done already when both are the same.
    /// </summary>
    public WorldAddresses ExchangePlaces()
    {
        if (Chosen == Primary)
        {
            return Addresses;
        }

        var world = WorldFile.Read(Addresses.Folder);
        (world with
        {
            Nodes = [.. world.Nodes.Select(node => node.Name switch
            {
                var name when name == Primary.Name => node with { Place = Chosen.Place, Port = Chosen.Port },
                var name when name == Chosen.Name => node with { Place = Primary.Place, Port = Primary.Port },
                _ => node,
            })],
        }).Write(Addresses.Folder);
        return WorldAddresses.Read(Addresses.Folder);
    }
}
