using System.Collections.Concurrent;
using Domicile.Ledger;
using Domicile.Ledger.Outbox;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;

namespace Domicile.Bench.Transfers;

/// <summary>
/// Transfers within and between two durable shards, by the ledger's three commits and by a two-phase commit,
/// interleaved in one run with the same pools, bounds of groups and functions. Within a shard both are the same code.
/// </summary>
public sealed class TransfersBench(TransfersBenchOptions options, TimeProvider time)
{
    private static readonly string CountSides = SqlFile.Read<TransfersBench>("CountSides.sql");
    private static readonly ConcurrentDictionary<Guid, long> NoEnds = new();

    private long keyCount;

    /// <param name="progress">Told what is measured next.</param>
    public async Task<TransfersBenchReport> RunAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        progress.Report("making two shards");
        await using var region = await BenchRegion.CreateAsync(cancellation);
        await using var ledger = region.OpenLedger();
        await ledger.Router.ReloadAsync(cancellation);
        await using var first = region.OpenShard(0, options.Connections);
        await using var second = region.OpenShard(1, options.Connections);
        await using var coordinator = region.OpenCoordinator(options.Connections);
        var commit = new TwoPhaseCommit([first, second], coordinator);
        var samples = new List<TransfersSample>();
        for (var round = 0; round <= options.Rounds; round++)
        {
            foreach (var share in options.CrossShares)
            {
                progress.Report($"round {round} of {options.Rounds}: {share} % between the shards");
                var full = await LedgerAsync(ledger, share, null, cancellation);
                var half = await LedgerAsync(ledger, share, full.TransfersPerSecond / 2, cancellation);
                var rival = await TwoPhaseAsync(ledger, new TwoPhaseGroups(commit), share, cancellation);

                // Round 0 warms up plans, pools and code.
                samples.AddRange(round > 0 ? [full, half, rival] : []);
            }
        }

        progress.Report("killing a shard under the two-phase commit");
        var killed = await KillAsync(region, ledger, commit, [first, second], cancellation);
        return TransfersBenchReport.Make(samples, killed);
    }

    private async Task<TransfersSample> LedgerAsync(
        RegionLedger ledger, int share, long? pace, CancellationToken cancellation)
    {
        // What the other rival wrote is not this one's to carry.
        await SkipOutboxAsync(ledger, cancellation);
        await using var host = new LegHost(ledger, time);
        var times = new TransferTimes(time);
        var startedAt = time.GetTimestamp();
        await (pace is { } rate
            ? PaceAsync(rate, startedAt, (random, token) => OneAsync(ledger, share, times, random, token), cancellation)
            : CallAsync(startedAt, (random, token) => OneAsync(ledger, share, times, random, token), cancellation));
        while (times.MissingCount(host.Ends) > 0)
        {
            await host.CheckAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(10), time, cancellation);
        }

        return times.ToSample(
            share,
            TransfersSample.Ledger,
            pace is null ? TransfersSample.Full : TransfersSample.Half,
            (startedAt, host.Ends));
    }

    private async Task OneAsync(
        RegionLedger ledger, int share, TransferTimes times, Random random, CancellationToken cancellation)
    {
        var (payer, payee) = Pair(share, random);
        var askedAt = time.GetTimestamp();
        var order = new TransferOrder(
            payer, payee, "0.01", "EUR", null, null, $"bench-{Interlocked.Increment(ref keyCount)}");
        var outcome = await ledger.Transfers.PostAsync(order, cancellation);
        if (!outcome.IsDone)
        {
            throw new InvalidOperationException($"The ledger refused: {outcome.Refusal.Detail}");
        }

        times.Add(outcome.Value.Id, askedAt, outcome.Value.State == TransferState.Completed);
    }

    private async Task<TransfersSample> TwoPhaseAsync(
        RegionLedger ledger, TwoPhaseGroups groups, int share, CancellationToken cancellation)
    {
        var times = new TransferTimes(time);
        var startedAt = time.GetTimestamp();
        await CallAsync(startedAt, OneAsync, cancellation);
        return times.ToSample(share, TransfersSample.TwoPhase, TransfersSample.Full, (startedAt, NoEnds));

        async Task OneAsync(Random random, CancellationToken token)
        {
            var (payer, payee) = Pair(share, random);
            if (IsFirst(payer) == IsFirst(payee))
            {
                await this.OneAsync(ledger, 0, times, random, token);
                return;
            }

            var askedAt = time.GetTimestamp();
            var transfer = new TwoPhaseTransfer(Placed(ledger, payer), Placed(ledger, payee));
            await groups.RunAsync(transfer);
            times.Add(transfer.Credit.TransferId, askedAt, isDone: true);
        }
    }

    /// <summary>Callers one after the other, each with its own random numbers.</summary>
    private Task CallAsync(
        long startedAt, Func<Random, CancellationToken, Task> call, CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, options.Callers).Select(async caller =>
        {
            await Task.Yield();
            var random = new Random(caller);
            while (time.GetElapsedTime(startedAt) < options.Duration)
            {
                await call(random, cancellation);
            }
        }));

    /// <summary>So many a second, whether those before were answered or not.</summary>
    private async Task PaceAsync(
        long rate, long startedAt, Func<Random, CancellationToken, Task> call, CancellationToken cancellation)
    {
        var calls = new List<Task>();
        while (time.GetElapsedTime(startedAt) is var elapsed && elapsed < options.Duration)
        {
            for (var due = (long)(elapsed.TotalSeconds * rate); calls.Count < due;)
            {
                calls.Add(call(Random.Shared, cancellation));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), time, cancellation);
        }

        await Task.WhenAll(calls);
    }

    private async Task<KilledRun> KillAsync(
        BenchRegion region,
        RegionLedger ledger,
        TwoPhaseCommit commit,
        IReadOnlyList<NodePool> shards,
        CancellationToken cancellation)
    {
        var (acknowledged, failed) = (0L, 0L);
        var groups = new TwoPhaseGroups(commit);
        var startedAt = time.GetTimestamp();
        var load = CallAsync(startedAt, OneAsync, cancellation);
        await Task.Delay(options.Duration / 3, time, cancellation);
        await region.KillSecondAsync(cancellation);
        await load;
        var recovered = await commit.RecoverAsync(cancellation);
        var (debits, credits) = (0L, 0L);
        foreach (var shard in shards)
        {
            await using var command = shard.CreateCommand(CountSides);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            (debits, credits) = (debits + reader.GetInt64(0), credits + reader.GetInt64(1));
        }

        return new KilledRun(acknowledged, failed, recovered, debits, credits);

        async Task OneAsync(Random random, CancellationToken token)
        {
            var (payer, payee) = Pair(100, random);
            try
            {
                await groups.RunAsync(new TwoPhaseTransfer(Placed(ledger, payer), Placed(ledger, payee)));
                Interlocked.Increment(ref acknowledged);
            }
            catch (Exception e) when (ShardFailure.IsUnavailable(e))
            {
                Interlocked.Increment(ref failed);
                await Task.Delay(TimeSpan.FromMilliseconds(20), time, token);
            }
        }
    }

    private static async Task SkipOutboxAsync(RegionLedger ledger, CancellationToken cancellation)
    {
        var reader = new OutboxReader("legs", []);
        foreach (var shard in ledger.Router.Shards)
        {
            for (var more = true; more;)
            {
                var batch = await reader.ReadAsync(shard, 10_000, cancellation);
                await reader.AdvanceAsync(shard, batch.End, cancellation);
                more = batch.ScannedCount > 0 || batch.HeldBack;
            }
        }
    }

    private static (UserId Payer, UserId Payee) Pair(int share, Random random)
    {
        var payerFirst = random.Next(2) == 0;
        var payeeFirst = random.Next(100) < share ? !payerFirst : payerFirst;
        var payer = random.NextInt64(BenchRegion.UsersPerShard);
        var payee = (payer + random.NextInt64(1, BenchRegion.UsersPerShard)) % BenchRegion.UsersPerShard;
        return (User(payer, payerFirst), User(payee, payeeFirst));
    }

    private static UserId User(long number, bool isFirst) =>
        new(BenchRegion.Region, isFirst ? number : number + BenchRegion.SecondFirst);

    private static bool IsFirst(UserId user) => user.Number < BenchRegion.SecondFirst;

    private static (UserId User, int RangeId) Placed(RegionLedger ledger, UserId user) =>
        ledger.Router.TryRoute(user.Number, out var route)
            ? (user, route.RangeId)
            : throw new InvalidOperationException($"{user} has no range.");
}
