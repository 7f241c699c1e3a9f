using Domicile.Ledger.Verification;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Verification;

/// <summary>Verifies the whole world of a folder.</summary>
internal static class WorldProof
{
    /// <exception cref="WorldException">The world does not run at all.</exception>
    public static async Task<VerificationReport> RunAsync(WorldAddresses addresses, CancellationToken cancellation)
    {
        var report = await WorldVerification.RunAsync(
            [.. addresses.Nodes.Select(node => Node(addresses, node))], cancellation);
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
            NodeKind.Primary => VerifiedRole.Primary,
            _ => VerifiedRole.Replica,
        },
        addresses.Address(node, NodeRoles.Owner),
        addresses.Address(node, NodeRoles.Admin));
}
