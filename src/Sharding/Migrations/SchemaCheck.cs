using Domicile.Sharding.Nodes;
using Npgsql;

namespace Domicile.Sharding.Migrations;

/// <summary>
/// Tells a server whether it knows exactly the schema of a database, by its journal. Reads only; a server that gets a
/// problem must not serve that database.
/// </summary>
public static class SchemaCheck
{
    /// <param name="node">The database's name in messages, such as <c>eu/s1</c>.</param>
    /// <param name="database">As any role that may read <c>sharding.migration</c>; a replica will do.</param>
    /// <param name="sets">All sets that the database shall have, and no others.</param>
    /// <exception cref="NpgsqlException">It does not answer, or the role may not read the journal.</exception>
    public static async Task<SchemaVerdict> CheckAsync(
        string node, NodePool database, IReadOnlyList<MigrationSet> sets, CancellationToken cancellation)
    {
        List<JournalRow> journal;
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            journal = await Journal.ReadAsync(connection, cancellation);
        }
        catch (PostgresException e)
            when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return new SchemaVerdict(node, $"{node} has never been migrated. Migrate it, then start the server again.");
        }

        return new SchemaVerdict(node, Problem(node, sets, journal));
    }

    private static string? Problem(string node, IReadOnlyList<MigrationSet> sets, List<JournalRow> journal)
    {
        foreach (var set in sets)
        {
            if (Journal.Contradiction(node, set, journal) is { } contradiction)
            {
                return contradiction;
            }

            if (Journal.Missing(set, journal).FirstOrDefault() is { } missing)
            {
                return $"{node}: the database lacks {set.Name}/{missing.Name}. "
                    + "Migrate it, then start the server again.";
            }
        }

        var unknown = journal.FirstOrDefault(row => sets.All(set => set.Name != row.Set));
        return unknown is null
            ? null
            : $"{node}: the database has {unknown.Set}/{unknown.Script}, a set that this program does not know. "
                + "Use the program of the version that migrated it, or a newer one.";
    }
}
