using Domicile.Local.Folders;

namespace Domicile.Local.Ground;

/// <summary>
/// Finds out, for a world whose file is gone, which of a shard's folders is its primary's: after a promotion it is not
/// the one that has its name. Everything else would be lost for good when the others are copied anew from it.
/// </summary>
internal static class FoundPlaces
{
    public static WorldFile In(WorldFolder folder, WorldFile world)
    {
        foreach (var primary in world.Nodes.Where(node => node.Kind == NodeKind.Primary).ToList())
        {
            var promoted = world.Nodes.FirstOrDefault(node => node.Primary == primary.Name && IsPrimary(folder, node));
            if (promoted is not null && !IsPrimary(folder, primary))
            {
                world = Exchange(world, primary, promoted);
            }
        }

        return world;
    }

    private static WorldFile Exchange(WorldFile world, WorldNode first, WorldNode second) => world with
    {
        Nodes = [.. world.Nodes.Select(node => node.Name switch
        {
            var name when name == first.Name => node with { Place = second.Place },
            var name when name == second.Name => node with { Place = first.Place },
            _ => node,
        })],
    };

    // A folder that follows another has this file; one that was fenced for a promotion is a primary no more.
    private static bool IsPrimary(WorldFolder folder, WorldNode node)
    {
        var place = folder.NodeFolder(node);
        return Directory.Exists(Path.Combine(place, "data"))
            && !File.Exists(Path.Combine(place, "data", "standby.signal"))
            && !File.Exists(Path.Combine(place, "fenced"));
    }
}
