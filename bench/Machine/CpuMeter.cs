using System.Globalization;

namespace Domicile.Bench.Machine;

/// <summary>
/// Measures how many processors were busy with something that is not the benchmark: a figure beside which a rate can be
/// trusted or not. Linux only (<c>/proc</c>); elsewhere it says nothing.
/// </summary>
public sealed class CpuMeter
{
    private const long TicksPerSecond = 100;
    private readonly int postmaster;
    private readonly TimeProvider time;
    private readonly long startedAt;
    private readonly long? allStart;
    private readonly long? ownStart;

    /// <param name="postmaster">
    /// The process id of the benchmark's PostgreSQL server; its children count as ours.
    /// </param>
    public CpuMeter(int postmaster, TimeProvider time)
    {
        this.postmaster = postmaster;
        this.time = time;
        startedAt = time.GetTimestamp();
        (allStart, ownStart) = (ReadAll(), ReadOwn());
    }

    /// <summary>What the benchmark, its server included, and all others used since this meter was made.</summary>
    /// <returns>Null where it cannot be known.</returns>
    public CpuUse? SinceStart()
    {
        if (allStart is null || ownStart is null || ReadAll() is not { } all || ReadOwn() is not { } own)
        {
            return null;
        }

        var ownTicks = own - ownStart.Value;
        var othersTicks = Math.Max(0, all - allStart.Value - ownTicks);
        var seconds = (decimal)time.GetElapsedTime(startedAt).TotalSeconds;
        return new CpuUse(
            TimeSpan.FromMilliseconds(ownTicks * 1000L / TicksPerSecond),
            Math.Round((decimal)othersTicks / TicksPerSecond / seconds, 2));
    }

    // Busy time of all processors: user, nice, system, irq and softirq of the first line.
    private static long? ReadAll()
    {
        if (!File.Exists("/proc/stat"))
        {
            return null;
        }

        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new[] { 1, 2, 3, 6, 7 }.Sum(index => long.Parse(fields[index], CultureInfo.InvariantCulture));
    }

    private long? ReadOwn()
    {
        if (!Directory.Exists("/proc/self"))
        {
            return null;
        }

        return Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(ReadProcess)
            .Where(process => process.Id == Environment.ProcessId || process.Id == postmaster
                || process.Parent == postmaster)
            .Sum(process => process.Ticks);
    }

    private static (int Id, int Parent, long Ticks) ReadProcess(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (id, Number(fields[1]), Number(fields[11]) + Number(fields[12]));
        }
        catch (IOException)
        {
            // It ended between the listing and the reading; what it used is lost to both sides.
            return default;
        }

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }
}
