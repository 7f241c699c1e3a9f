using System.Runtime.InteropServices;

namespace Domicile.Local.Processes;

/// <summary>Unix signals to processes of this machine.</summary>
internal static class Signals
{
    /// <summary>Only asks whether the process is there.</summary>
    public const int None = 0;

    /// <summary>PostgreSQL's fast shutdown, and what Ctrl-C sends.</summary>
    public const int Interrupt = 2;

    /// <summary>PostgreSQL's immediate shutdown: no clean end, but no backend is left behind.</summary>
    public const int Quit = 3;

    public const int Kill = 9;

    public const int Terminate = 15;

    /// <summary>Goes on after <see cref="Stop"/>. Systems number it differently.</summary>
    public static int Continue => OperatingSystem.IsLinux() ? 18 : 19;

    /// <summary>Stands still; cannot be ignored.</summary>
    public static int Stop => OperatingSystem.IsLinux() ? 19 : 17;

    /// <summary>
    /// True when the signal was sent; false when there is no such process or it is not ours to signal.
    /// </summary>
    public static bool Send(int processId, int signal) => kill(processId, signal) == 0;

#pragma warning disable IDE1006 // the C library's own name
    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int processId, int signal);
#pragma warning restore IDE1006
}
