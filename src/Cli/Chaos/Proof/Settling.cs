using System.Diagnostics;
using Domicile.Cli.Chaos.Load;
using Domicile.Cli.FailOver;
using Domicile.Cli.Verification;
using Domicile.Ledger.Reconciliation;
using Domicile.Ledger.Verification;
using Domicile.Local.Folders;
using Domicile.Local.Status;
using Domicile.Local.Worlds;
using Npgsql;

namespace Domicile.Cli.Chaos.Proof;

/// <summary>Waits until a harmed world is whole again, and says how it then is.</summary>
/// <param name="mayBeLost">See <see cref="LogComparison.Of"/>.</param>
internal sealed class Settling(
    WorldFolder folder, Cast cast, OutsideLog log, Func<string, TimeSpan, bool> mayBeLost)
{
    /// <summary>A world that is not whole by then has not settled.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Returns when everything runs, nothing is under way and every invariant holds; or when it takes too long.
    /// </summary>
    /// <param name="waited">Runs since the last fault was mended.</param>
    public async Task<SettledWorld> WaitAsync(Stopwatch waited, CancellationToken cancellation)
    {
        ReconciliationReport? reconciled = null;
        for (; ; await Task.Delay(LookAgain, cancellation))
        {
            var isLate = waited.Elapsed > Limit;
            var addresses = WorldAddresses.Read(folder);
            var unwell = (await WorldStatus.ReadAsync(addresses, cancellation))
                .Where(row => row.State != NodeState.Running).Select(row => $"{row.Node}: {row.State}").ToList();
            if (unwell.Count > 0 && !isLate)
            {
                continue;
            }

            var look = await LookAsync(addresses, cancellation);
            if (look is { Comparison.Unfinished.Count: 0 } && reconciled is null)
            {
                reconciled = await ReconcileAsync(addresses, cancellation);
                continue;
            }

            if (look is { } seen && (isLate || IsWhole(seen)))
            {
                return new SettledWorld(waited.Elapsed, unwell, seen.Comparison, seen.Proof, reconciled);
            }

            if (isLate)
            {
                throw new WorldException(
                    $"The world did not settle within {Limit.TotalMinutes:0} minutes: {string.Join(", ", unwell)}.");
            }
        }
    }

    // What promotions lost and others hold is booked again; null when a node went away meanwhile.
    private static async Task<ReconciliationReport?> ReconcileAsync(
        WorldAddresses addresses, CancellationToken cancellation)
    {
        try
        {
            return await ReconcileRun.RunAsync(addresses, cancellation);
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    private static bool IsWhole((LogComparison Comparison, VerificationReport Proof) seen) =>
        seen.Comparison.Unfinished.Count == 0 && !seen.Proof.Broken.Any();

    private async Task<(LogComparison Comparison, VerificationReport Proof)?> LookAsync(
        WorldAddresses addresses, CancellationToken cancellation)
    {
        try
        {
            var rows = await BookRows.ReadAsync(addresses, cast.Users, cancellation);
            return (LogComparison.Of(log, rows, mayBeLost), await WorldProof.RunAsync(addresses, null, cancellation));
        }
        catch (Exception e) when (e is NpgsqlException or WorldException)
        {
            // One of them went away again: look once more.
            return null;
        }
    }
}
