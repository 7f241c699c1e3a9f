using Domicile.Ledger.Objects;
using Domicile.Ledger.Verification.Books;
using Domicile.Ledger.Verification.Centre;
using Domicile.Ledger.Verification.Documents;
using Domicile.Ledger.Verification.Erasures;
using Domicile.Ledger.Verification.Keys;
using Domicile.Ledger.Verification.Legs;
using Domicile.Ledger.Verification.Nodes;
using Domicile.Ledger.Verification.Packages;
using Domicile.Ledger.Verification.Placement;
using Domicile.Ledger.Verification.Register;
using Domicile.Ledger.Verification.Users;

namespace Domicile.Ledger.Verification;

/// <summary>
/// Checks all invariants on every node of a world, nodes side by side, and changes nothing. A node that does not answer
/// is a violation and not an exception.
/// </summary>
public static class WorldVerification
{
    /// <summary>All that is verified, in the order in which it is told.</summary>
    public static IReadOnlyList<Invariant> Invariants { get; } =
    [
        .. NodeChecks.Invariants,
        .. RegisterChecks.Invariants,
        .. PlacementChecks.Invariants,
        .. UserChecks.Invariants,
        .. BookChecks.Invariants,
        .. TransitChecks.Invariants,
        .. DocumentChecks.Invariants,
        ObjectChecks.Stored,
        .. LegChecks.Invariants,
        .. PackageChecks.Invariants,
        .. ErasureChecks.Invariants,
        .. KeyChecks.Invariants,
        .. CentreChecks.Invariants,
    ];

    /// <param name="nodes">All nodes of the world, or of whole regions of it.</param>
    /// <param name="cancellation">Stops the verification; nothing was changed.</param>
    public static Task<VerificationReport> RunAsync(
        IReadOnlyList<VerifiedNode> nodes, CancellationToken cancellation) =>
        RunAsync(nodes, new Dictionary<string, IObjectStore>(StringComparer.Ordinal), cancellation);

    /// <param name="nodes">All nodes of the world, or of whole regions of it.</param>
    /// <param name="stores">The object stores of regions by their names; one that is left out is not read.</param>
    /// <param name="cancellation">Stops the verification; nothing was changed.</param>
    public static async Task<VerificationReport> RunAsync(
        IReadOnlyList<VerifiedNode> nodes,
        IReadOnlyDictionary<string, IObjectStore> stores,
        CancellationToken cancellation)
    {
        var runs = nodes.Where(node => node.Role == VerifiedRole.Register)
            .Select(register => RegionVerification.RunAsync(
                [.. nodes.Where(node => node.Region == register.Region)], cancellation))
            .Append(NodeChecks.RunAsync(nodes, cancellation))
            .Append(LegChecks.RunAsync(nodes, TimeProvider.System, cancellation))
            .Append(CentreChecks.RunAsync(nodes, cancellation))
            .Append(ObjectChecks.RunAsync(nodes, stores, cancellation));
        var results = await Task.WhenAll(runs);
        var order = Invariants.Index().ToDictionary(item => item.Item, item => item.Index);
        var places = nodes.Index().ToDictionary(item => item.Item.Name, item => item.Index, StringComparer.Ordinal);
        return new VerificationReport(
            [.. Invariants.Where(invariant => IsMeant(invariant, nodes)
                && (!IsOfDocuments(invariant) || HasRows(invariant, results)))],
            [
                .. results.SelectMany(result => result)

                    // A node that is silent to two who asked is told of once.
                    .OrderByDescending(result => result.ViolationCount)
                    .DistinctBy(result => (result.Invariant, result.Node))
                    .OrderBy(result => order[result.Invariant])
                    .ThenBy(result => places[result.Node]),
            ]);
    }

    private static bool IsOfDocuments(Invariant invariant) =>
        invariant == ObjectChecks.Stored || PackageChecks.IsOfPackages(invariant);

    // Nothing was drawn, or sent to institutions, in a world without them, or in a young one.
    private static bool HasRows(Invariant invariant, IReadOnlyList<InvariantResult>[] results) =>
        results.Any(found => found.Any(result => result.Invariant == invariant
            && (result.RowCount > 0 || result.ViolationCount > 0)));

    // What is of servers, replicas, keys or the centre is not asked of nodes without them.
    private static bool IsMeant(Invariant invariant, IReadOnlyList<VerifiedNode> nodes) =>
        (!NodeChecks.IsOfServers(invariant) || nodes.Any(node => node.Admin is not null))
        && (!NodeChecks.IsOfReplicas(invariant) || nodes.Any(node => node.Role == VerifiedRole.Replica))
        && (!KeyChecks.IsOfKeys(invariant) || nodes.Any(node => node.Role == VerifiedRole.Keys))
        && (!CentreChecks.IsOfCentre(invariant) || nodes.Any(node => node.Role == VerifiedRole.Central));
}
