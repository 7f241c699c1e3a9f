using System.Diagnostics;
using System.Globalization;

namespace Domicile.Local.Processes;

/// <summary>What the system tells of a process that need not be ours. Linux tells more than a Mac.</summary>
internal static class ProcessTable
{
    // Columns 4 and 22 of /proc/PID/stat; the first two, up to the closing bracket, are cut off.
    private const int ParentColumn = 1;
    private const int StartColumn = 19;

    /// <summary>True while it runs. One that ended and that nobody has waited for, a "Z", does not.</summary>
    public static bool IsAlive(int processId) => OperatingSystem.IsLinux()
        ? Stat(processId) is { } columns && columns[0] != "Z"
        : Signals.Send(processId, Signals.None);

    /// <summary>
    /// When it started, in a number that no other process of this id has and that no setting of the clock changes; null
    /// when there is no such process.
    /// </summary>
    public static long? StartStamp(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            var columns = Stat(processId);
            return columns is null ? null : long.Parse(columns[StartColumn], CultureInfo.InvariantCulture);
        }

        try
        {
            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It ended, perhaps while we looked.
            return null;
        }
    }

    /// <summary>The processes that it started and that still run.</summary>
    public static IReadOnlyList<int> Children(int processId)
    {
        var parent = processId.ToString(CultureInfo.InvariantCulture);
        return OperatingSystem.IsLinux()
            ? [.. Directory.EnumerateDirectories("/proc")
                .Select(folder => Path.GetFileName(folder))
                .Where(name => char.IsAsciiDigit(name[0]))
                .Select(name => int.Parse(name, CultureInfo.InvariantCulture))
                .Where(id => Stat(id) is { } columns && columns[ParentColumn] == parent)]
            : ChildrenByPgrep(parent);
    }

    /// <summary>The folder it works in; null when the system does not tell.</summary>
    public static string? WorkingFolder(int processId) =>
        Read(() => new FileInfo($"/proc/{processId}/cwd").LinkTarget);

    /// <summary>True when it was started with this argument; false when the system does not tell.</summary>
    public static bool HasArgument(int processId, string argument) =>
        Read(() => File.ReadAllText($"/proc/{processId}/cmdline"))?.Split('\0').Contains(argument) ?? false;

    // What a Mac has instead of /proc.
    private static IReadOnlyList<int> ChildrenByPgrep(string parent)
    {
        using var pgrep = Process.Start(
            new ProcessStartInfo("pgrep", ["-P", parent]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var lines = pgrep.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        pgrep.WaitForExit();
        return [.. lines.Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }

    private static string[]? Stat(int processId)
    {
        var line = Read(() => File.ReadAllText($"/proc/{processId}/stat"));
        return line?[(line.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static string? Read(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is no such process, it is another user's, or this system has no such file.
            return null;
        }
    }
}
