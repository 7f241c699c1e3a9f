using System.Diagnostics;
using System.Globalization;

namespace Domicile.Local.Ground;

/// <summary>
/// Names the process that listens on a port, where the system tells (Linux, for processes we may look into).
/// </summary>
internal static class PortHolder
{
    private const string ListenState = "0A";

    /// <summary>Such as <c> by process 812 (nginx)</c>; empty when it cannot be known.</summary>
    public static string Describe(int port)
    {
        if (!OperatingSystem.IsLinux() || SocketOf(port) is not { } socket)
        {
            return "";
        }

        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                if (Holds(process.Id, socket))
                {
                    return $" by process {process.Id} ({process.ProcessName})";
                }
            }
        }

        return "";
    }

    // Columns of /proc/net/tcp: 1 the local address and port in hexadecimal, 3 the state, 9 the socket's inode.
    private static string? SocketOf(int port)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return new[] { "/proc/net/tcp", "/proc/net/tcp6" }
            .Where(File.Exists)
            .SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(line => line.Length > 9
                && line[1].EndsWith(suffix, StringComparison.Ordinal)
                && line[3] == ListenState)
            .Select(line => $"socket:[{line[9]}]")
            .FirstOrDefault();
    }

    private static bool Holds(int processId, string socket)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd")
                .Any(descriptor => new FileInfo(descriptor).LinkTarget == socket);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended, or is another user's: then nobody but that user can be told.
            return false;
        }
    }
}
