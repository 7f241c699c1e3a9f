namespace Domicile.Bench.Outbox;

/// <summary>A steady load of groups of rows, and when each group came to the centre.</summary>
internal sealed class OutboxLoad(OutboxRoad road, TimeProvider time)
{
    /// <summary>Half of what is aimed for.</summary>
    public const int RowsPerSecond = OutboxBench.RowsPerSecondAim / 2;

    private const int RowsPerGroup = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Queue<(ulong Xid, long Position, long CommittedAt)> underWay = new();
    private readonly List<(long CommittedAt, long ArrivedAt)> arrivals = [];

    /// <summary>Writes for so long, and returns the time stamps once all has arrived.</summary>
    public async Task<IReadOnlyList<(long CommittedAt, long ArrivedAt)>> RunAsync(
        int seconds, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = road.RunAsync(OutboxBench.RowsPerBatch, () => NoteAsync(cancellation), stop.Token);
        await WriteAsync(seconds, cancellation);
        while (!running.IsCompleted && IsUnderWay())
        {
            await Task.Delay(Pause, time, cancellation);
        }

        await stop.CancelAsync();
        await running;
        return arrivals;
    }

    private bool IsUnderWay()
    {
        lock (underWay)
        {
            return underWay.Count > 0;
        }
    }

    private async Task NoteAsync(CancellationToken cancellation)
    {
        var (_, xid, position) = await road.ArrivedAsync(cancellation);
        var now = time.GetTimestamp();
        lock (underWay)
        {
            while (underWay.TryPeek(out var group) && (group.Xid, group.Position).CompareTo((xid, position)) <= 0)
            {
                arrivals.Add((underWay.Dequeue().CommittedAt, now));
            }
        }
    }

    private async Task WriteAsync(int seconds, CancellationToken cancellation)
    {
        var groupsPerSecond = RowsPerSecond / RowsPerGroup;
        var startedAt = time.GetTimestamp();
        for (var group = 0; group < groupsPerSecond * seconds; group++)
        {
            var early = TimeSpan.FromTicks(TimeSpan.TicksPerSecond * group / groupsPerSecond)
                - time.GetElapsedTime(startedAt);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, time, cancellation);
            }

            var (xid, position) = await road.WriteAsync(RowsPerGroup, cancellation);
            lock (underWay)
            {
                underWay.Enqueue((xid, position, time.GetTimestamp()));
            }
        }
    }
}
