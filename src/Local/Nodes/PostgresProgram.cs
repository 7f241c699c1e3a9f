using System.Diagnostics;
using Domicile.Local.Processes;

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

    /// <summary>Starts the server itself, detached from us, with its output appended to the log.</summary>
    public static Process Start(string binary, string dataFolder, IEnumerable<string> arguments, string logFile) =>
        DetachedProgram.Start([.. Words(binary, dataFolder), .. arguments], logFile);

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="NodeException">It failed; the message has what it wrote.</exception>
    public static async Task RunAsync(
        string binary,
        string dataFolder,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellation)
    {
        var words = Words(binary, dataFolder);
        var start = new ProcessStartInfo(words[0], [.. words[1..], .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var run = Process.Start(start) ?? throw new NodeException($"{binary} did not start.");
        run.StandardInput.Close();
        try
        {
            var output = run.StandardOutput.ReadToEndAsync(cancellation);
            var errors = await run.StandardError.ReadToEndAsync(cancellation);
            await run.WaitForExitAsync(cancellation);
            if (run.ExitCode != 0)
            {
                throw new NodeException($"{Path.GetFileName(binary)} failed: {errors.Trim()} {(await output).Trim()}");
            }
        }
        catch (OperationCanceledException)
        {
            Signals.Send(run.Id, Signals.Terminate);
            throw;
        }
    }

    /// <summary>Makes a folder that only the server's user can enter.</summary>
    public static async Task MakeFolderAsync(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(
            folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await GiveAsync(folder, cancellation);
    }

    /// <summary>Writes a file that only the server's user can read.</summary>
    public static async Task WriteFileAsync(string file, string text, CancellationToken cancellation)
    {
        File.Delete(file);
        await using (var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        await using (var writer = new StreamWriter(stream))
        {
            await writer.WriteAsync(text.AsMemory(), cancellation);
        }

        await GiveAsync(file, cancellation);
    }

    private static string[] Words(string binary, string dataFolder) =>
        IsRoot ? ["/bin/sh", "-c", AsServerUser, dataFolder, binary] : [binary];

    private static async Task GiveAsync(string path, CancellationToken cancellation)
    {
        if (!IsRoot)
        {
            return;
        }

        using var chown = Process.Start("chown", [ServerUser + ":", path]);
        await chown.WaitForExitAsync(cancellation);
        if (chown.ExitCode != 0)
        {
            throw new NodeException(
                $"{path} could not be given to the user {ServerUser}, as whom root runs PostgreSQL. "
                + "Make that user (Debian's package postgresql-common does), or do not run as root.");
        }
    }
}
