using System.Globalization;

namespace Domicile.Local.Nodes;

/// <summary>Finds the programs of a PostgreSQL server on this machine.</summary>
public static class PostgresBinaries
{
    public const int MajorVersionMin = 15;

    /// <summary>
    /// The folder with <c>postgres</c>, <c>initdb</c> and <c>pg_basebackup</c>: DOMICILE_PG_BIN, else Debian's newest,
    /// else Homebrew's newest, else the first on PATH.
    /// </summary>
    /// <exception cref="NodeException">There is none, with what to do.</exception>
    public static string Find()
    {
        var named = Environment.GetEnvironmentVariable("DOMICILE_PG_BIN");
        if (!string.IsNullOrEmpty(named))
        {
            return HasServer(named)
                ? named
                : throw new NodeException($"DOMICILE_PG_BIN is {named}, but there is no postgres program in it.");
        }

        return Candidates().FirstOrDefault(HasServer) ?? throw new NodeException(
            $"No PostgreSQL server {MajorVersionMin} or newer was found. Run ./domicile, which installs one, "
            + "or set DOMICILE_PG_BIN to the folder that holds the postgres program.");
    }

    private static IEnumerable<string> Candidates()
    {
        foreach (var (root, prefix) in new[]
        {
            ("/usr/lib/postgresql", ""), ("/opt/homebrew/opt", "postgresql@"), ("/usr/local/opt", "postgresql@"),
        })
        {
            var versions = Directory.Exists(root) ? Directory.GetDirectories(root, prefix + "*") : [];
            foreach (var folder in versions
                .Select(folder => (folder, version: MajorVersion(Path.GetFileName(folder)[prefix.Length..])))
                .Where(found => found.version >= MajorVersionMin)
                .OrderByDescending(found => found.version))
            {
                yield return Path.Combine(folder.folder, "bin");
            }
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
        {
            yield return folder;
        }
    }

    private static int MajorVersion(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static bool HasServer(string folder) => File.Exists(Path.Combine(folder, "postgres"));
}
