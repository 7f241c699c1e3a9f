using System.Diagnostics;

namespace Domicile.Local.Processes;

/// <summary>
/// Starts a program in a session of its own, so that Ctrl-C in our terminal reaches us and not it, with its output
/// appended to a file, so that it goes on undisturbed when we are killed. The process id is the program's own.
/// </summary>
internal static class DetachedProgram
{
    // $0 is the log, $1 the file for the process id. Linux has setsid; a Mac has perl.
    private const string Script =
        "exec </dev/null >>\"$0\" 2>&1; [ -z \"$1\" ] || echo $$ >\"$1\"; shift; "
        + "if command -v setsid >/dev/null; then exec setsid \"$@\"; fi; "
        + "exec perl -MPOSIX -e 'POSIX::setsid(); exec(@ARGV); die \"$ARGV[0]: $!\\n\"' \"$@\"";

    /// <param name="words">The program and its arguments.</param>
    /// <param name="logFile">Gets both output streams; appended to.</param>
    /// <param name="pidFile">Written before the program begins, so that no moment is without it; null for none.</param>
    public static Process Start(IEnumerable<string> words, string logFile, string? pidFile = null)
    {
        var start = new ProcessStartInfo { FileName = "/bin/sh", UseShellExecute = false };
        foreach (var word in new[] { "-c", Script, logFile, pidFile ?? "" }.Concat(words))
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["LC_ALL"] = "C";
        return Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start.");
    }
}
