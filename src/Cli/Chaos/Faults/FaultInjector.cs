using System.Diagnostics;
using Domicile.Local.Faults;
using Domicile.Local.Folders;

namespace Domicile.Cli.Chaos.Faults;

/// <summary>
/// Harms a running world, a fault at a time, at a steady pace. What it kills, the world starts again by itself; what it
/// freezes or cuts, it mends after a moment. Lives for one run.
/// </summary>
internal sealed class FaultInjector(WorldFolder folder, FaultPlan plan, IProgress<Fault> events)
{
    // A killed one needs about this long until it serves again; a machine under load needs longer.
    private static readonly TimeSpan RecoveryTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan HarmMin = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan HarmMax = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private readonly FaultTargets targets = new(folder, TimeProvider.System);
    private readonly List<Task> mending = [];
    private readonly List<Fault> faults = [];
    private readonly Stopwatch watch = new();

    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>How long it took to do all of them.</summary>
    public TimeSpan Length { get; private set; }

    /// <summary>Returns after so long, when all that was frozen or cut is mended again, also when cancelled.</summary>
    public async Task RunAsync(TimeSpan length, TimeSpan interval, CancellationToken cancellation)
    {
        watch.Start();
        try
        {
            while (watch.Elapsed < length)
            {
                var isDone = DoNext();
                Length = watch.Elapsed;
                var next = isDone ? interval * faults.Count : watch.Elapsed + LookAgain;
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
        if (plan.Next(kind => targets.Free(kind).Count > 0) is not { } kind)
        {
            return false;
        }

        var target = plan.Choose(targets.Free(kind));
        if (targets.Find(target) is not { } process)
        {
            return false;
        }

        faults.Add(new Fault(kind, target, watch.Elapsed));
        events.Report(faults[^1]);
        if (kind is FaultKind.FreezePrimary or FaultKind.FreezeReplica or FaultKind.FreezeRegister
            or FaultKind.FreezeCentral or FaultKind.FreezeServer)
        {
            Freeze(target, process);
        }
        else
        {
            Kill(target, process);
        }

        return true;
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
        mending.Add(Task.Delay(length).ContinueWith(
            _ =>
            {
                foreach (var one in frozen)
                {
                    one.Wake();
                }
            },
            TaskScheduler.Default));
    }
}
