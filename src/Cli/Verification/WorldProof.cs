using Domicile.Ledger.Objects;
using Domicile.Ledger.Verification;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Objects;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Verification;

/// <summary>Verifies the world of a folder: the whole, or one region and what the centre has of it.</summary>
internal static class WorldProof
{
    /// <param name="region">Null for all.</param>
    /// <exception cref="WorldException">The world does not run at all, or has no such region.</exception>
    public static async Task<VerificationReport> RunAsync(
        WorldAddresses addresses, string? region, CancellationToken cancellation)
    {
        var regions = addresses.World.Regions;
        if (region is not null && !regions.Contains(region))
        {
            throw new WorldException($"There is no region {region}. The regions are {string.Join(", ", regions)}.");
        }

        var nodes = addresses.Nodes.Where(
            node => region is null || node.Region == region || node.Kind == NodeKind.Central);
        var report = await WorldVerification.RunAsync(
            [.. nodes.Select(node => Node(addresses, node))],
            regions.ToDictionary(
                name => name,
                IObjectStore (name) => new FolderObjectStore(
                    addresses.Folder.ObjectFolder(name), TimeProvider.System)),
            cancellation);
        var answers = report.Of(WorldVerification.Invariants[0]).ToList();
        return answers.Any(answer => answer.ViolationCount == 0)
            ? report
            : throw new WorldException(
                $"The world in {addresses.Folder.Path} does not run. Start it with ./domicile up, then verify it.");
    }

    private static VerifiedNode Node(WorldAddresses addresses, WorldNode node) => new(
        node.Name,
        node.Kind switch
        {
            NodeKind.Central => VerifiedRole.Central,
            NodeKind.Register => VerifiedRole.Register,
            NodeKind.Keys => VerifiedRole.Keys,
            NodeKind.Primary => VerifiedRole.Primary,
            _ => VerifiedRole.Replica,
        },
        addresses.Address(node, NodeRoles.Owner),
        addresses.Address(node, NodeRoles.Admin));
}
