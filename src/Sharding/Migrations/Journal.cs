using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Sharding.Migrations;

/// <summary>Reads a database's journal of migrations and compares it with the scripts that the program has.</summary>
internal static class Journal
{
    private static readonly string ReadSql = SqlFile.Read(typeof(Journal), "ReadJournal.sql");

    public static async Task<List<JournalRow>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var rows = new List<JournalRow>();
        await using var command = new NpgsqlCommand(ReadSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new JournalRow(
                reader.GetString(0),
                reader.GetInt32(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetDateTime(4)));
        }

        return rows;
    }

    /// <summary>Null when the database has a beginning of the set, unchanged; else the problem and its mend.</summary>
    public static string? Contradiction(string node, MigrationSet set, IEnumerable<JournalRow> journal)
    {
        var next = 1;
        foreach (var row in journal.Where(row => row.Set == set.Name).OrderBy(row => row.Number))
        {
            if (row.Number != next)
            {
                return $"{node}: the journal has {set.Name}/{row.Script} but not number {next} before it. "
                    + $"Somebody changed sharding.migration by hand: restore the row of number {next}, or the node "
                    + "from its backup.";
            }

            if (row.Number > set.Scripts.Count)
            {
                return $"{node}: the database has {set.Name}/{row.Script}, which is newer than this program "
                    + $"(it knows {set.Scripts.Count} scripts of {set.Name}). Use the program of the version that "
                    + "migrated it, or a newer one.";
            }

            var script = set.Scripts[row.Number - 1];
            if (script.Checksum != row.Checksum)
            {
                return $"{node}: {set.Name}/{script.Name} was changed after it was applied on {row.AppliedAt:u} "
                    + $"(checksum {row.Checksum[..12]} then, {script.Checksum[..12]} now). Put the old text back and "
                    + "write the change as a new script.";
            }

            next++;
        }

        return null;
    }

    /// <summary>The scripts of a set that a database without contradictions has not had.</summary>
    public static IEnumerable<MigrationScript> Missing(MigrationSet set, IEnumerable<JournalRow> journal) =>
        set.Scripts.Skip(journal.Count(row => row.Set == set.Name));
}
