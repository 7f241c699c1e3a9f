using System.Diagnostics;
using Domicile.Local.Processes;

namespace Domicile.Local.Nodes;

/// <summary>
/// Starts a program of PostgreSQL for one data folder. PostgreSQL refuses to run as root, so root starts it as the user
/// <c>postgres</c>, and hands it the data folder as an open descriptor: <c>/proc/self/fd/9</c> needs no right to enter
/// the folders above it, and is short however deep the world lies.
/// </summary>
/// <param name="binary">The program's path.</param>
/// <param name="dataFolder">The folder it works on.</param>
internal sealed class PostgresProgram(string binary, string dataFolder)
{
    private const string ServerUser = "postgres";

    // $0 is the data folder; setpriv replaces the shell, so the process id is the program's own.
    private const string AsServerUser =
        "exec 9<\"$0\" && cd / && exec setpriv --reuid=" + ServerUser + " --regid=" + ServerUser
        + " --init-groups -- \"$@\"";

    private const string WithPidFile = "echo $$ >\"$0\"; exec \"$@\"";

    private static readonly bool IsRoot = Environment.UserName == "root";

    /// <summary>How the program itself has to name its data folder.</summary>
    public static string DataFolderSeen(string dataFolder) => IsRoot ? "/proc/self/fd/9" : dataFolder;

    /// <summary>Starts the server itself, detached from us, with its output appended to the log.</summary>
    public Process Start(IEnumerable<string> arguments, string logFile) =>
        DetachedProgram.Start([.. Words(), .. arguments], logFile);

    /// <summary>Runs the program to its end.</summary>
    /// <param name="pidFile">Names the process while it runs, for whoever comes after we were killed.</param>
    /// <exception cref="NodeException">It failed; the message has what it wrote.</exception>
    public async Task RunAsync(
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string pidFile,
        CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", WithPidFile, pidFile, .. Words(), .. arguments])
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
            await ProcessEnd.StopAsync(
                run.Id,
                [Signals.Terminate, Signals.Kill],
                TimeSpan.FromSeconds(5),
                run.WaitForExitAsync,
                CancellationToken.None);
            throw;
        }
        finally
        {
            File.Delete(pidFile);
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

    private string[] Words() =>
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
