using Domicile.Local.Folders;

namespace Domicile.Local.Restores;

/// <summary>
/// Finishes, when a world starts, the restores that were decided and cut short together with the world; those that were
/// not are thrown away, and the node's own data go on. For the holder of the world's lock.
/// </summary>
internal static class LeftRestores
{
    public static async Task FinishAsync(WorldFolder folder, CancellationToken cancellation)
    {
        foreach (var place in folder.NodeFolders().Select(node => new RestorePlace(node)))
        {
            if (place.Mark is not null)
            {
                place.Exchange();
            }

            await place.ClearAsync(cancellation);
        }
    }
}
