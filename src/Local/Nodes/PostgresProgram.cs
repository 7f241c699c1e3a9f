using System.Diagnostics;

namespace Domicile.Local.Nodes;

/// <summary>
/// Starts a program of PostgreSQL for one data folder. PostgreSQL refuses to run as root, so root starts it as the user
/// <c>postgres</c>, and hands it the data folder as an open descriptor: <c>/proc/self/fd/9</c> needs no right to enter
/// the folders above it, and is short however deep the world lies.
/// </summary>
internal static class PostgresProgram
{
    private const string ServerUser = "postgres";

    // $0 is the data folder; setpriv replaces the shell, so the process id is the program's own.
    private const string AsServerUser =
        "exec 9<\"$0\" && cd / && exec setpriv --reuid=" + ServerUser + " --regid=" + ServerUser
        + " --init-groups -- \"$@\"";

    private static readonly bool IsRoot = Environment.UserName == "root";

    /// <summary>How the program itself has to name its data folder.</summary>
    public static string DataFolderSeen(string dataFolder) => IsRoot ? "/proc/self/fd/9" : dataFolder;

    /// <summary>Starts the program with its output redirected; the caller drains both streams.</summary>
    public static Process Start(string binary, string dataFolder, IEnumerable<string> arguments, string? password = null)
    {
        var start = new ProcessStartInfo
        {
            FileName = IsRoot ? "/bin/sh" : binary,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        if (IsRoot)
        {
            foreach (var word in new[] { "-c", AsServerUser, dataFolder, binary })
            {
                start.ArgumentList.Add(word);
            }
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LC_ALL"] = "C";
        if (password is not null)
        {
            start.Environment["PGPASSWORD"] = password;
        }

        return Process.Start(start) ?? throw new NodeException($"{binary} did not start.");
    }

    /// <summary>Makes a folder that only the server's user can enter.</summary>
    public static async Task MakeFolderAsync(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (IsRoot)
        {
            using var chown = Process.Start("chown", [ServerUser + ":", folder]);
            await chown.WaitForExitAsync(cancellation);
            if (chown.ExitCode != 0)
            {
                throw new NodeException($"{folder} could not be given to the user {ServerUser}.");
            }
        }
    }
}
