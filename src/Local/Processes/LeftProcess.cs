using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Domicile.Local.Processes;

/// <summary>
/// A process that an earlier run of ours wrote down and may have left behind. A process id alone proves nothing, since
/// they are used again: the program's name has to agree, and the time it started or what else only it can be.
/// </summary>
internal sealed class LeftProcess
{
    // Clocks are set, and both times are rounded; a wrong process would have to have started within the same moment.
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(10);

    private LeftProcess(int processId) => ProcessId = processId;

    public int ProcessId { get; }

    /// <summary>The postmaster that a data folder's <c>postmaster.pid</c> names, if it still runs.</summary>
    public static LeftProcess? Postmaster(string dataFolder) => ReadPostmasterFile(dataFolder) is { } file
        ? Find(
            file.ProcessId,
            "postgres",
            file.StartedAt,
            processId => ProcessTable.WorkingFolder(processId) == dataFolder)
        : null;

    /// <summary>
    /// True when <c>postmaster.pid</c> names a process that can be sent signals but is not that postmaster: a stranger,
    /// or one that ended and that nobody has waited for yet.
    /// </summary>
    public static bool IsPostmasterAnother(string dataFolder) =>
        ReadPostmasterFile(dataFolder) is { } file
        && Signals.Send(file.ProcessId, Signals.None)
        && Postmaster(dataFolder) is null;

    /// <summary>The process whose id <see cref="DetachedProgram"/> wrote to a file, if it still runs.</summary>
    /// <param name="program">Its name as the system knows it.</param>
    /// <param name="argument">One of the arguments that it was started with and no other process was.</param>
    public static LeftProcess? OfPidFile(string pidFile, string program, string argument) =>
        File.Exists(pidFile)
        && int.TryParse(File.ReadAllText(pidFile).Trim(), CultureInfo.InvariantCulture, out var processId)
            ? Find(
                processId,
                program,
                new DateTimeOffset(File.GetLastWriteTimeUtc(pidFile)),
                found => ProcessTable.HasArgument(found, argument))
            : null;

    // Clocks are set back and forth under a process that goes on, so what only it can be is enough as well.
    private static LeftProcess? Find(
        int processId, string program, DateTimeOffset startedAt, Func<int, bool> isUnmistakable)
    {
        if (processId <= 1 || !ProcessTable.IsAlive(processId))
        {
            return null;
        }

        try
        {
            using var process = Process.GetProcessById(processId);
            var difference = (process.StartTime.ToUniversalTime() - startedAt.UtcDateTime).Duration();
            return process.ProcessName == program && (difference <= StartTolerance || isUnmistakable(processId))
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
        while (ProcessTable.IsAlive(ProcessId))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }
    }
}
