using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Domicile.Local.Nodes;

/// <summary>Finds the programs of a PostgreSQL server on this machine.</summary>
public static class PostgresBinaries
{
    public const int MajorVersionMin = 15;

    private static readonly ConcurrentDictionary<string, int> Versions = new(StringComparer.Ordinal);

    /// <summary>
    /// The folder with <c>postgres</c>, <c>initdb</c> and <c>pg_basebackup</c>: DOMICILE_PG_BIN, else the newest of
    /// Debian's and Homebrew's, else the first on PATH.
    /// </summary>
    /// <param name="majorVersion">
    /// The version that made a data folder: no other can run it. Null when any will do.
    /// </param>
    /// <exception cref="NodeException">There is none, with what to do.</exception>
    public static string Find(int? majorVersion = null)
    {
        var named = Environment.GetEnvironmentVariable("DOMICILE_PG_BIN");
        string[] candidates = string.IsNullOrEmpty(named) ? [.. Installed(), .. OnPath()] : [named];
        var fitting = candidates.FirstOrDefault(
            folder => majorVersion is null ? VersionIn(folder) >= MajorVersionMin : VersionIn(folder) == majorVersion);
        return fitting ?? throw new NodeException(Missing(majorVersion, named));
    }

    private static string Missing(int? majorVersion, string? named) => (majorVersion, named) switch
    {
        (null, null or "") => $"No PostgreSQL server {MajorVersionMin} or newer was found. Run ./domicile, which "
            + "installs one, or set DOMICILE_PG_BIN to the folder that holds the postgres program.",
        (null, _) => $"DOMICILE_PG_BIN is {named}, but there is no postgres program {MajorVersionMin} or newer in it.",
        _ =>
            $"The world was made by PostgreSQL {majorVersion}, which was not found on this machine. Install it, or set "
            + "DOMICILE_PG_BIN to the folder that holds its postgres program, or make a new world with ./domicile "
            + "reset.",
    };

    private static IEnumerable<string> Installed() =>
        from place in new[]
        {
            (root: "/usr/lib/postgresql", prefix: ""),
            (root: "/usr", prefix: "pgsql-"),
            (root: "/opt/homebrew/opt", prefix: "postgresql@"),
            (root: "/usr/local/opt", prefix: "postgresql@"),
        }
        where Directory.Exists(place.root)
        from folder in Directory.GetDirectories(place.root, place.prefix + "*")
        let bin = Path.Combine(folder, "bin")
        orderby VersionIn(bin) descending
        select bin;

    private static string[] OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');

    // 0 when there is no postgres program, or it does not say its version.
    internal static int VersionIn(string folder) => Versions.GetOrAdd(folder, static folder =>
    {
        var program = Path.Combine(folder, "postgres");
        if (!File.Exists(program))
        {
            return 0;
        }

        using var run = Process.Start(new ProcessStartInfo(program, "--version")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        });
        var words = run?.StandardOutput.ReadToEnd().Split(' ') ?? [];
        run?.WaitForExit();
        return words.Length > 2
            && int.TryParse(words[2].Split('.', 'b', 'r')[0].Trim(), CultureInfo.InvariantCulture, out var version)
            ? version
            : 0;
    });
}
