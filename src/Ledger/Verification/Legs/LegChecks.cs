using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Verification.Legs;

/// <summary>
/// Compares the two sides of every transfer between two shards, within a region and across regions. Each snapshot is of
/// another moment, so a side is asked for only where the other one proves that it must have been there by then.
/// </summary>
internal static class LegChecks
{
    private static readonly Invariant Agree =
        new("legs-agree", "Both sides of a transfer tell the same of it, wherever they are.");

    public static readonly IReadOnlyList<Invariant> Invariants = [Agree];

    /// <summary>Clocks of nodes may differ a little, and a snapshot is a little older than its first answer.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private static readonly string SidesSql = SqlFile.Read(typeof(LegChecks), "ReadSides.sql");
    private static readonly string UnplacedSql = SqlFile.Read(typeof(LegChecks), "ReadUnplaced.sql");

    /// <param name="nodes">Registers and primaries; a side in a region that is not among them is not asked for.</param>
    public static async Task<IReadOnlyList<InvariantResult>> RunAsync(
        IReadOnlyList<VerifiedNode> nodes, TimeProvider time, CancellationToken cancellation)
    {
        var opened = new List<NodeSnapshot>();
        try
        {
            var before = time.GetUtcNow() - Slack;
            foreach (var node in nodes.Where(node => node.Role is VerifiedRole.Primary or VerifiedRole.Register))
            {
                opened.Add(await NodeSnapshot.OpenAsync(node, cancellation));
            }

            return await CompareAsync(opened, before, cancellation);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            // Which node is silent, or is without its tables, the other checks say; without it nothing is proven here.
            return [];
        }
        finally
        {
            foreach (var snapshot in opened)
            {
                await snapshot.DisposeAsync();
            }
        }
    }

    private static async Task<IReadOnlyList<InvariantResult>> CompareAsync(
        IReadOnlyList<NodeSnapshot> snapshots, DateTimeOffset before, CancellationToken cancellation)
    {
        var regions = snapshots.Select(snapshot => snapshot.Node.Region).ToHashSet(StringComparer.Ordinal);
        var findings = snapshots.Where(snapshot => snapshot.Node.Role == VerifiedRole.Primary)
            .ToDictionary(snapshot => snapshot.Node.Name, snapshot => new Findings(Agree, snapshot.Node.Name));
        var sources = snapshots.Select(snapshot => snapshot.ReadAsync(
            snapshot.Node.Role == VerifiedRole.Primary ? SidesSql : UnplacedSql,
            row => LegSide.Read(snapshot.Node, row),
            cancellation)).ToList();
        await foreach (var sides in LegMerge.ByTransferAsync(sources, cancellation))
        {
            var payer = sides.FirstOrDefault(side => side.IsPayer);
            var payee = sides.FirstOrDefault(side => !side.IsPayer);
            var shown = payer ?? sides.FirstOrDefault(side => side.Node.Role == VerifiedRole.Primary);
            if (shown is not null)
            {
                findings[shown.Node.Name].Add(
                    $"{shown.User}, transfer {shown.TransferId}",
                    LegRule.Mistake(payer, payee, before, other => regions.Contains(other.Split('-')[0])));
            }
        }

        return [.. findings.Values.Select(finding => finding.ToResult())];
    }
}
