using Domicile.Local.Worlds;

namespace Domicile.Cli;

/// <summary>The checkout that this program was built in.</summary>
internal static class Checkout
{
    /// <summary>The folder with <c>domicile.json</c>.</summary>
    public static string Folder { get; } = Find();

    /// <summary>The server's program, built beside this one with the same configuration.</summary>
    public static string ServerProgram { get; } = Program("Domicile.Server");

    /// <summary>The sandbox institution's program, likewise.</summary>
    public static string SandboxProgram { get; } = Program("Domicile.Sandbox");

    private static string Program(string name) => Path.Combine(
        Folder,
        "artifacts/bin",
        name,
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)),
        name + ".dll");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Domicile.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new WorldException(
            $"{AppContext.BaseDirectory} is not inside a checkout of Domicile. Run the ./domicile script of one.");
    }
}
