using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Domicile.Local.Processes;

/// <summary>
/// A process that an earlier run of ours wrote down and may have left behind. A process id alone proves nothing, since
/// they are used again: the program's name and the time it started have to agree as well.
/// </summary>
internal sealed class LeftProcess
{
    // Clocks are set, and both times are rounded; a wrong process would have to have started within the same moment.
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(10);

    private LeftProcess(int processId) => ProcessId = processId;

    public int ProcessId { get; }

    /// <summary>The postmaster that a data folder's <c>postmaster.pid</c> names, if it still runs.</summary>
    public static LeftProcess? Postmaster(string dataFolder) =>
        ReadPostmasterFile(dataFolder) is { } file ? Find(file.ProcessId, "postgres", file.StartedAt) : null;

    /// <summary>
    /// True when <c>postmaster.pid</c> names a process that can be sent signals but is not that postmaster: a stranger,
    /// or one that ended and that nobody has waited for yet.
    /// </summary>
    public static bool IsPostmasterAnother(string dataFolder) =>
        ReadPostmasterFile(dataFolder) is { } file
        && Signals.Send(file.ProcessId, Signals.None)
        && Postmaster(dataFolder) is null;

    /// <summary>The process whose id <see cref="DetachedProgram"/> wrote to a file, if it still runs.</summary>
    public static LeftProcess? OfPidFile(string pidFile, string program) =>
        File.Exists(pidFile)
        && int.TryParse(File.ReadAllText(pidFile).Trim(), CultureInfo.InvariantCulture, out var processId)
            ? Find(processId, program, new DateTimeOffset(File.GetLastWriteTimeUtc(pidFile)))
            : null;

    /// <summary>The process with this id, if it still runs and is the one that was written down.</summary>
    /// <param name="program">Its name as the system knows it; null when any will do.</param>
    public static LeftProcess? Find(int processId, string? program, DateTimeOffset startedAt)
    {
        if (processId <= 1 || !IsAlive(processId))
        {
            return null;
        }

        try
        {
            using var process = Process.GetProcessById(processId);
            return (program is null || process.ProcessName == program)
                && (process.StartTime.ToUniversalTime() - startedAt.UtcDateTime).Duration() <= StartTolerance
                ? new LeftProcess(processId)
                : null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended while we looked: there is nothing left behind.
            return null;
        }
    }

    /// <summary>
    /// Sends the signal and waits for the end; harder ones follow, each after <paramref name="patience"/>.
    /// </summary>
    /// <exception cref="TimeoutException">It outlived the last signal, or is another user's.</exception>
    public Task StopAsync(IReadOnlyList<int> signals, TimeSpan patience, CancellationToken cancellation) =>
        ProcessEnd.StopAsync(ProcessId, signals, patience, WaitForEndAsync, cancellation);

    private static (int ProcessId, DateTimeOffset StartedAt)? ReadPostmasterFile(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "postmaster.pid");
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];

        // Line 1 is the process id, line 3 the second it started: PostgreSQL's src/include/utils/pidfile.h.
        return lines.Length >= 3
            && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId)
            && long.TryParse(lines[2], CultureInfo.InvariantCulture, out var seconds)
            ? (processId, DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;
    }

    // It is not our child, so the system does not tell us of its end.
    private async Task WaitForEndAsync(CancellationToken cancellation)
    {
        while (IsAlive(ProcessId))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }
    }

    // Where nobody waits for orphans, as in many containers, one that ended stays in the table of processes as a "Z".
    private static bool IsAlive(int processId)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Signals.Send(processId, Signals.None);
        }

        try
        {
            var line = File.ReadAllText($"/proc/{processId}/stat");
            return line[line.LastIndexOf(')') + 2] != 'Z';
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
