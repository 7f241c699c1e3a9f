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

    /// <summary>Of two nodes' clocks that a book's cutoff is compared by.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromDays(1);

    private static readonly string SidesSql = SqlFile.Read(typeof(LegChecks), "ReadSides.sql");
    private static readonly string CutoffSql = SqlFile.Read(typeof(LegChecks), "ReadCutoff.sql");
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
        var cutoffs = await ReadCutoffsAsync(snapshots, cancellation);
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
                    LegRule.Mistake(payer, payee, before, side => MustHaveOther(side, cutoffs)));
            }
        }

        return [.. findings.Values.Select(finding => finding.ToResult())];
    }

    /// <summary>
    /// What was folded in the other region is not asked for. A transfer begins in its payer's book and is not folded
    /// there before it ended, so that one that began after a region's cutoff is folded in none of its books.
    /// </summary>
    private static bool MustHaveOther(LegSide side, Dictionary<string, DateTime> cutoffs) =>
        cutoffs.TryGetValue(side.Counterparty.Split('-')[0], out var cutoff)
        && (cutoff == DateTime.MinValue || side.BeganAt.UtcDateTime >= cutoff + ClockSlack);

    /// <summary>The latest cutoff of each region that is looked at.</summary>
    private static async Task<Dictionary<string, DateTime>> ReadCutoffsAsync(
        IReadOnlyList<NodeSnapshot> snapshots, CancellationToken cancellation)
    {
        var cutoffs = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        foreach (var snapshot in snapshots)
        {
            var region = snapshot.Node.Region;
            cutoffs.TryAdd(region, DateTime.MinValue);
            if (snapshot.Node.Role == VerifiedRole.Primary)
            {
                await foreach (var cutoff in snapshot.ReadAsync(CutoffSql, row => row.GetDateTime(0), cancellation))
                {
                    cutoffs[region] = cutoff > cutoffs[region] ? cutoff : cutoffs[region];
                }
            }
        }

        return cutoffs;
    }
}
