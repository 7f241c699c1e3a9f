using System.Globalization;
using Domicile.Bench.Ledger;
using Domicile.Bench.Machine;
using Domicile.Ledger;
using Domicile.Ledger.Assets;
using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Audit.Documents.Due;
using Domicile.Ledger.Audit.Drawing;
using Domicile.Ledger.Passes;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users;
using Domicile.Sharding.Users;

namespace Domicile.Bench.Audit;

/// <summary>
/// Measures how many documents are drawn a second, alone and as the pass does it: read from the books of a shard,
/// drawn, encrypted, flushed to the disk and kept in the shard. Node, store and drawing share this machine.
/// </summary>
public static class AuditBench
{
    /// <summary>The rate aimed for on two processors.</summary>
    public const int DocumentsPerSecondAim = 1_000;

    public const int DocumentsDefault = 2_000;

    private const int Users = 20;
    private const int PostersAtOnce = 64;

    /// <param name="documents">How many are made in each measurement.</param>
    /// <param name="time">Measures.</param>
    /// <param name="cancellation">Stops the measurement.</param>
    /// <exception cref="DrawingUnavailableException">The machine lacks what draws.</exception>
    public static async Task<AuditBenchReport> RunAsync(
        int documents, TimeProvider time, CancellationToken cancellation)
    {
        using var pens = new DocumentPens();
        await using var shard = await BenchShard.CreateAsync(0, cancellation);
        var meter = new CpuMeter(shard.Postmaster, time);
        var processors = Environment.ProcessorCount;

        // Fonts are loaded once a thread.
        Draw(pens, processors * 8, processors, cancellation);
        var alone = Rate(documents / 4, time, count => Draw(pens, count, 1, cancellation));
        var before = Environment.CpuUsage.TotalTime;
        var together = Rate(documents, time, count => Draw(pens, count, processors, cancellation));
        var cpu = Environment.CpuUsage.TotalTime - before;
        var (kept, size) = await KeepAsync(shard, documents, time, cancellation);
        return new AuditBenchReport(
            processors,
            together,
            alone,
            (long)(documents / cpu.TotalSeconds),
            kept,
            size,
            meter.SinceStart()?.Others);
    }

    private static long Rate(int count, TimeProvider time, Action<int> work)
    {
        var startedAt = time.GetTimestamp();
        work(count);
        return (long)(count / time.GetElapsedTime(startedAt).TotalSeconds);
    }

    private static void Draw(DocumentPens pens, int count, int threads, CancellationToken cancellation) =>
        Parallel.For(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            i => pens.Draw(Content(i)));

    private static async Task<(long PerSecond, long Size)> KeepAsync(
        BenchShard node, int documents, TimeProvider time, CancellationToken cancellation)
    {
        await using var ledger = node.OpenLedger(new PostingLimits());
        var shard = ledger.Router.Shards.Single();
        await PostAsync(ledger, documents, cancellation);
        await DrainAsync(new DuePass(shard), cancellation);

        var startedAt = time.GetTimestamp();
        var kept = await DrainAsync(ledger.Documents.Pass(shard)!, cancellation);
        var elapsed = time.GetElapsedTime(startedAt);
        var objects = new DirectoryInfo(node.ObjectFolder).GetFiles("*", SearchOption.AllDirectories);
        return ((long)(kept / elapsed.TotalSeconds), objects.Sum(file => file.Length) / objects.Length);
    }

    private static async Task PostAsync(RegionLedger ledger, int count, CancellationToken cancellation)
    {
        var users = new List<UserId>();
        for (var i = 0; i < Users; i++)
        {
            var details = new PersonalDetails($"Řehoř Žižka {Number(i)}", null, new DateOnly(1990, 2, 28));
            var made = await ledger.Users.CreateAsync(details, $"audit {Number(i)}", cancellation);
            users.Add(made.Value?.Id ?? throw new InvalidOperationException(made.Refusal!.Detail));
        }

        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = PostersAtOnce, CancellationToken = cancellation },
            async (i, token) =>
            {
                var order = new TransferOrder(
                    Party.External, users[i % Users], "12.34", "EUR", $"Faktura č. {Number(i)}", null, Number(i));
                var posted = await ledger.Transfers.PostAsync(order, token);
                if (posted.Refusal is { } refusal)
                {
                    throw new InvalidOperationException(refusal.Detail);
                }
            });
    }

    private static async Task<int> DrainAsync(IPass pass, CancellationToken cancellation)
    {
        var count = 0;
        while (true)
        {
            var result = await pass.RunAsync(cancellation);
            count += result.DoneCount;
            if (result is { MoreWaiting: false, IsHeldBack: false })
            {
                return result.HeldBackBy is { } reason ? throw new InvalidOperationException(reason) : count;
            }
        }
    }

    private static DocumentContent Content(int i)
    {
        var at = DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(i);
        var user = new UserId("eu", i);
        return new DocumentContent(
            new DocumentId(user, Guid.CreateVersion7(at)),
            user,
            new UserId("us", 17),
            new Money(100 + i, new Asset("EUR", 2)),
            TransferState.Completed)
        {
            Reference = $"Faktura č. {Number(i)}",
            EffectiveAt = at,
            KeptUntil = new DateOnly(2036, 12, 31),
            Postings = [new DocumentPosting(i + 1, "wallet", "sent", at)],
            Details =
            [
                new DocumentDetail("Name", $"Řehoř Žižka {Number(i)}"), new DocumentDetail("Birth date", "1990-02-28"),
            ],
        };
    }

    private static string Number(int i) => i.ToString(CultureInfo.InvariantCulture);
}
