using System.Diagnostics;
using Domicile.Local.Faults;
using Domicile.Local.Folders;

namespace Domicile.Cli.Chaos.Faults;

/// <summary>
/// Harms a running world, a fault at a time, at a steady pace. What it kills, the world starts again by itself; what it
/// freezes or cuts, it mends after a moment. Lives for one run.
/// </summary>
/// <param name="clock">That of the outside log.</param>
internal sealed class FaultInjector(
    WorldFolder folder, FaultPlan plan, Func<TimeSpan> clock, IProgress<Fault> events)
{
    // A killed one needs about this long until it serves again; a machine under load needs longer.
    private static readonly TimeSpan RecoveryTime = TimeSpan.FromSeconds(4);

    // Until what is under way says itself that it has ended.
    private static readonly TimeSpan LongTime = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan HarmMin = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan HarmMax = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private readonly FaultTargets targets = new(folder, TimeProvider.System);
    private readonly FrozenPromotion promotion = new(folder, clock);
    private readonly QueueHarm queue = new(folder);
    private readonly List<Task> mending = [];
    private readonly List<Fault> faults = [];
    private readonly List<Promoted> promotions = [];
    private readonly Lock gate = new();
    private readonly Stopwatch watch = new();

    public IReadOnlyList<Fault> Faults => faults;

    public IReadOnlyList<Promoted> Promotions => promotions;

    /// <summary>How long it took to do all of them.</summary>
    public TimeSpan Length { get; private set; }

    /// <summary>Returns after so long, when all that was frozen or cut is mended again, also when cancelled.</summary>
    public async Task RunAsync(TimeSpan length, TimeSpan interval, CancellationToken cancellation)
    {
        watch.Start();
        try
        {
            for (var doneCount = 0; watch.Elapsed < length;)
            {
                var isDone = DoNext();
                doneCount += isDone ? 1 : 0;
                Length = watch.Elapsed;
                var next = isDone ? interval * doneCount : watch.Elapsed + LookAgain;
                var pause = next - watch.Elapsed;
                await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, cancellation);
            }
        }
        finally
        {
            await Task.WhenAll(mending);
        }
    }

    private bool DoNext()
    {
        lock (gate)
        {
            if (plan.Next(kind => targets.Free(kind).Count > 0) is not { } kind)
            {
                return false;
            }

            var target = plan.Choose(targets.Free(kind));
            if (targets.Find(target) is not { } process)
            {
                plan.PutBack(kind);
                return false;
            }

            Do(kind, target, process);
            return true;
        }
    }

    private void Do(FaultKind kind, string target, MemberProcess process)
    {
        switch (kind)
        {
            case FaultKind.PromoteFrozen:
                mending.Add(PromoteAsync(target, process));
                break;
            case FaultKind.CutQueue:
                mending.Add(HarmQueueAsync(kind, target, queue.CutAsync(plan.Between(HarmMin, HarmMax))));
                break;
            case FaultKind.EmptyQueue:
                mending.Add(HarmQueueAsync(kind, target, queue.EmptyAsync()));
                break;
            case FaultKind.FreezePrimary or FaultKind.FreezeReplica or FaultKind.FreezeRegister
                or FaultKind.FreezeCentral or FaultKind.FreezeServer:
                Note(kind, target);
                Freeze(target, process);
                break;
            default:
                Note(kind, target);
                Kill(target, process);
                break;
        }
    }

    private void Note(FaultKind kind, string target)
    {
        var fault = new Fault(kind, target, watch.Elapsed);
        faults.Add(fault);
        events.Report(fault);
    }

    private void Kill(string target, MemberProcess process)
    {
        targets.Spare(target, RecoveryTime);
        if (plan.Toss())
        {
            process.Kill();
        }
        else
        {
            process.KillWhole();
        }
    }

    private void Freeze(string target, MemberProcess process)
    {
        var length = plan.Between(HarmMin, HarmMax);
        targets.Spare(target, length + RecoveryTime);
        var frozen = process.Freeze();
        mending.Add(WakeAsync(frozen, length));
    }

    private static async Task WakeAsync(IReadOnlyList<MemberProcess> frozen, TimeSpan length)
    {
        await Task.Delay(length);
        foreach (var one in frozen)
        {
            one.Wake();
        }
    }

    // The central node is left alone until then, so that the queue's fault is one of its own.
    private async Task HarmQueueAsync(FaultKind kind, string target, Task<bool> harm)
    {
        targets.Spare(target, LongTime);
        var isDone = await harm;
        lock (gate)
        {
            targets.Spare(target, RecoveryTime);
            if (isDone)
            {
                Note(kind, target);
            }
        }
    }

    // Counts as what it came to: without a replica that may be promoted, the primary was frozen and that was all.
    private async Task PromoteAsync(string primary, MemberProcess process)
    {
        var shard = targets.Shard(primary).ToList();
        shard.ForEach(name => targets.Spare(name, LongTime));
        var promoted = await Task.Run(() => promotion.RunAsync(primary, process));
        lock (gate)
        {
            // The old primary is made anew from the new one before it serves again.
            shard.ForEach(name => targets.Spare(name, RecoveryTime * 2));
            if (promoted is null)
            {
                plan.PutBack(FaultKind.PromoteFrozen);
                Note(FaultKind.FreezePrimary, primary);
                return;
            }

            promotions.Add(promoted);
            Note(FaultKind.PromoteFrozen, primary);
        }
    }
}
