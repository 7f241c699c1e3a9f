using System.Collections.Concurrent;
using System.Diagnostics;
using Domicile.Cli.Client;
using Domicile.Cli.Import.Reading;

namespace Domicile.Cli.Import.Replay;

/// <summary>
/// Replays an extract into one region through its HTTP API: the movements of an account strictly one after the other,
/// many accounts at once. May be interrupted anywhere and run again; the second run does only what the first did not.
/// </summary>
internal sealed class BankReplay(RegionClient region, CzechBank bank, ReplayProgress progress)
{
    /// <param name="connectionCount">Accounts replayed at once, each on a connection of its own.</param>
    /// <exception cref="ApiException">The region refused a call, or does not answer; what was done stays.</exception>
    public async Task<ReplayReport> RunAsync(int connectionCount, CancellationToken cancellation)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var replays = new ConcurrentDictionary<long, AccountReplay>();
        var reports = new ConcurrentBag<AccountReport>();

        // The longest histories first, so that none of them is left alone at the end. The first failure stops them all.
        await Parallel.ForEachAsync(
            bank.Accounts.OrderByDescending(a => a.Movements.Count),
            new ParallelOptions { MaxDegreeOfParallelism = connectionCount, CancellationToken = cancellation },
            async (account, stop) =>
            {
                var replay = replays[account.Id] = new AccountReplay(region, account, progress);
                reports.Add(await replay.RunAsync(stop));
            });
        return Report(replays.Values, [.. reports.OrderBy(r => r.AccountId)], Stopwatch.GetElapsedTime(startedAt));
    }

    /// <summary>Makes sure that the region counts in what the bank counts in, and that it answers.</summary>
    public static async Task AddKorunaAsync(RegionClient region, CancellationToken cancellation) =>
        (await region.AddAssetAsync(CzechBank.Koruna.Code, CzechBank.Koruna.Scale, cancellation)).ValueOrThrow();

    private ReplayReport Report(
        IEnumerable<AccountReplay> replays, IReadOnlyList<AccountReport> accounts, TimeSpan elapsed)
    {
        var checks = replays.Select(r => r.Check).ToList();
        var zeroCount = bank.Accounts.Sum(a => a.Movements.Count(m => m.Change == 0));
        var firstMiss = checks.Select(c => c.FirstMiss).Where(m => m is not null).MinBy(m => m!.Line);
        return new ReplayReport(
            progress.Region,
            bank.MovementCount,
            bank.MovementCount - zeroCount,
            progress.RepeatedCount,
            zeroCount,
            checks.Sum(c => c.MetCount),
            checks.Sum(c => c.ExactCount),
            firstMiss is null ? null : $"transactions.csv, line {firstMiss.Line} (trans_id {firstMiss.Id})",
            elapsed.TotalSeconds,
            accounts);
    }
}
