using System.Runtime.InteropServices;

namespace Domicile.Local.Objects;

/// <summary>What .NET does not offer of files: a second name for one, and folders flushed to the disk.</summary>
internal static class DurableFiles
{
    private const int NameTaken = 17;  // EEXIST, on Linux and macOS alike

    /// <summary>Gives a file another name; false when the name is taken, by whomever and at whatever moment.</summary>
    /// <exception cref="IOException">It could not be done for another reason.</exception>
    public static bool TryLink(string file, string name)
    {
        if (link(file, name) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() == NameTaken
            ? false
            : throw new IOException($"{name} could not be made: {LastError()}.");
    }

    /// <summary>After this the names in the folder survive a loss of power.</summary>
    /// <exception cref="IOException">It could not be done.</exception>
    public static void FlushFolder(string path)
    {
        var descriptor = open(path, 0);
        if (descriptor < 0)
        {
            throw Failure();
        }

        var failed = fsync(descriptor) != 0;
        var failure = failed ? Failure() : null;
        _ = close(descriptor);
        if (failure is not null)
        {
            throw failure;
        }

        IOException Failure() => new($"The folder {path} could not be flushed: {LastError()}.");
    }

    private static string LastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());

#pragma warning disable IDE1006 // the C library's own names
    [DllImport("libc", SetLastError = true, BestFitMapping = false)]
    private static extern int link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport("libc", SetLastError = true, BestFitMapping = false)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);
#pragma warning restore IDE1006
}
