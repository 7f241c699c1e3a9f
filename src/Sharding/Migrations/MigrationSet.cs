using System.Globalization;
using System.Reflection;

namespace Domicile.Sharding.Migrations;

/// <summary>
/// The numbered scripts that make one part of a database's schema, read once from an assembly's embedded files. A
/// database has one or more sets, each with its own numbers: 1, 2, 3, without gaps.
/// </summary>
public sealed class MigrationSet
{
    private const string GrantsFile = "Grants.sql";
    private const string WorkGrantsFile = "WorkGrants.sql";

    /// <param name="name">The set's name in the journal for ever, such as <c>sharding.shard</c>.</param>
    /// <param name="scripts">In any order; numbers from 1 without a gap.</param>
    /// <param name="grants">
    /// Statements that may run again and again, after the scripts, once for each role of
    /// <see cref="MigrationTarget.ServerRoles"/>; <c>:"server_role"</c> stands for the role, as in psql.
    /// </param>
    /// <exception cref="ArgumentException">Two scripts have one number, or a number is left out.</exception>
    public MigrationSet(string name, IEnumerable<MigrationScript> scripts, string? grants)
    {
        Name = name;
        Grants = grants;
        Scripts = [.. scripts.OrderBy(script => script.Number)];
        for (var i = 0; i < Scripts.Count; i++)
        {
            if (Scripts[i].Number != i + 1)
            {
                throw new ArgumentException(
                    $"Set {name} has {Scripts[i].Name} where number {i + 1} was expected; "
                    + "number the scripts 1, 2, 3 without gaps or doubles.",
                    nameof(scripts));
            }
        }
    }

    public string Name { get; }

    /// <summary>In ascending order of their numbers, which are 1, 2, 3 and so on.</summary>
    public IReadOnlyList<MigrationScript> Scripts { get; }

    internal string? Grants { get; }

    /// <summary>
    /// As <see cref="Grants"/>, after them, for the roles of <see cref="MigrationTarget.WorkRoles"/>, which
    /// <c>:"work_role"</c> stands for.
    /// </summary>
    internal string? WorkGrants { get; init; }

    /// <summary>
    /// Reads the embedded files <c>NNNN_name.sql</c> under a folder such as <c>Migrations/Shard</c>, and
    /// <c>Grants.sql</c> and <c>WorkGrants.sql</c> beside them if they are there.
    /// </summary>
    /// <exception cref="ArgumentException">There are none, or their numbers are not 1, 2, 3 and so on.</exception>
    public static MigrationSet FromAssembly(string name, Assembly assembly, string folder)
    {
        var prefix = folder.TrimEnd('/') + "/";
        var files = assembly.GetManifestResourceNames()
            .Where(file => file.StartsWith(prefix, StringComparison.Ordinal)
                && file.EndsWith(".sql", StringComparison.Ordinal))
            .ToDictionary(file => file[prefix.Length..], file => Read(assembly, file), StringComparer.Ordinal);
        files.Remove(GrantsFile, out var grants);
        files.Remove(WorkGrantsFile, out var workGrants);
        if (files.Count == 0)
        {
            throw new ArgumentException(
                $"{assembly.GetName().Name} has no embedded .sql file under {prefix}; "
                + "embed them with their path in the project as LogicalName.",
                nameof(folder));
        }

        return new MigrationSet(
            name,
            files.Select(file => new MigrationScript(NumberOf(name, file.Key), file.Key, file.Value)),
            grants)
        {
            WorkGrants = workGrants,
        };
    }

    private static string Read(Assembly assembly, string file)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd();
    }

    private static int NumberOf(string set, string file)
    {
        var digits = file.Split('_')[0];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException(
                $"{file} of set {set} does not begin with a number; name it as in 0001_fence.sql.", nameof(file));
    }
}
