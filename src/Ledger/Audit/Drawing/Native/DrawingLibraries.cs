using System.Reflection;
using System.Runtime.InteropServices;

namespace Domicile.Ledger.Audit.Drawing.Native;

/// <summary>
/// Finds cairo (which writes PDF) and pango (which sets text of any script) on this machine, under the names that Linux
/// and Homebrew give them. They are the system's own packages: none of them comes with Domicile.
/// </summary>
internal static class DrawingLibraries
{
    public const string Cairo = "cairo";
    public const string Pango = "pango";
    public const string PangoCairo = "pangocairo";
    public const string GObject = "gobject";

    // What each is called on Linux and on a Mac; the number is that of its binary interface.
    private static readonly Dictionary<string, (string Linux, string Mac)> Names = new(StringComparer.Ordinal)
    {
        [Cairo] = ("libcairo.so.2", "libcairo.2.dylib"),
        [Pango] = ("libpango-1.0.so.0", "libpango-1.0.0.dylib"),
        [PangoCairo] = ("libpangocairo-1.0.so.0", "libpangocairo-1.0.0.dylib"),
        [GObject] = ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    };

    private static readonly string[] MacFolders = ["/opt/homebrew/lib", "/usr/local/lib"];

    static DrawingLibraries() => NativeLibrary.SetDllImportResolver(
        typeof(DrawingLibraries).Assembly,
        (name, _, _) => Names.ContainsKey(name) && TryLoad(name, out var handle) ? handle : 0);

    /// <summary>Why nothing can be drawn here and what to do; null when all are here.</summary>
    public static string? Mistake { get; } = Names.Keys.FirstOrDefault(name => !TryLoad(name, out _)) is { } missing
        ? $"Documents cannot be drawn: this machine has no {FileOf(missing)}. Install pango and cairo: on Debian and "
            + "Ubuntu 'apt-get install libpangocairo-1.0-0 fonts-dejavu-core', on a Mac 'brew install pango', on "
            + "Fedora 'dnf install pango dejavu-sans-fonts'."
        : null;

    private static bool TryLoad(string name, out nint handle)
    {
        var file = FileOf(name);
        foreach (var folder in OperatingSystem.IsMacOS() ? MacFolders : [])
        {
            if (NativeLibrary.TryLoad(Path.Combine(folder, file), out handle))
            {
                return true;
            }
        }

        return NativeLibrary.TryLoad(file, Assembly.GetExecutingAssembly(), DllImportSearchPath.System32, out handle);
    }

    private static string FileOf(string name) => OperatingSystem.IsMacOS() ? Names[name].Mac : Names[name].Linux;
}
