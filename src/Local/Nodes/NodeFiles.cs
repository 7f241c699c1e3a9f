using System.Globalization;
using Domicile.Local.Processes;

namespace Domicile.Local.Nodes;

/// <summary>What can be read from, and put right in, a node's folder while no server runs on it.</summary>
internal static class NodeFiles
{
    private const long LogBytesMax = 16 * 1024 * 1024;

    /// <summary>The version of PostgreSQL that made a data folder; null when there is none.</summary>
    public static int? MajorVersion(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "PG_VERSION");
        return File.Exists(file)
            && int.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
    }

    /// <summary>
    /// Removes the lock files of a dead postmaster when a process has its id all the same: after a restart of the
    /// machine easily another node's postmaster, or it itself, where nobody waits for orphans. PostgreSQL would refuse
    /// to start. Whether its old backends have gone it sees by itself, by their shared memory.
    /// </summary>
    public static void ForgetDeadPostmaster(PostgresNode node)
    {
        if (!LeftProcess.IsPostmasterAnother(node.DataFolder))
        {
            return;
        }

        File.Delete(Path.Combine(node.DataFolder, "postmaster.pid"));
        foreach (var file in Directory.GetFiles(Path.Combine(node.Folder, "sock"), ".s.PGSQL.*"))
        {
            File.Delete(file);
        }
    }

    /// <summary>Begins a new log when the old one is large; the old one is kept beside it, once.</summary>
    public static void TrimLog(string logFile)
    {
        if (File.Exists(logFile) && new FileInfo(logFile).Length > LogBytesMax)
        {
            File.Move(logFile, logFile + ".1", overwrite: true);
        }
    }

    /// <summary>The end of a log for a person: without the places in the code, which stay in the log.</summary>
    public static string LogTail(string logFile)
    {
        if (!File.Exists(logFile))
        {
            return $"It wrote no {logFile}.";
        }

        var lines = File.ReadLines(logFile).Where(line => !line.StartsWith("   at ", StringComparison.Ordinal));
        return $"The end of {logFile}:\n{string.Join('\n', lines.TakeLast(8))}";
    }
}
