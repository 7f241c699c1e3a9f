using System.Globalization;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Sharding.Migrations;

/// <summary>One run over one database; lives for that run.</summary>
internal sealed class NodeRun(MigrationTarget target, string runner, MigrationLimits limits)
{
    private static readonly string CreateJournalSql = SqlFile.Read<NodeRun>("CreateJournal.sql");
    private static readonly string GrantJournalSql = SqlFile.Read<NodeRun>("GrantJournal.sql");
    private static readonly string WriteJournalSql = SqlFile.Read<NodeRun>("WriteJournal.sql");
    private static readonly string LockRunnerSql = SqlFile.Read<NodeRun>("LockRunner.sql");
    private static readonly string SetLimitsSql = SqlFile.Read<NodeRun>("SetLimits.sql");
    private static readonly string ReadRunnerSql = SqlFile.Read<NodeRun>("ReadRunner.sql");

    private readonly List<string> applied = [];
    private int alreadyThereCount;

    public NodeMigration Failed(string failure) => new(target.Node, applied, alreadyThereCount, failure);

    public async Task<NodeMigration> RunAsync(CancellationToken cancellation)
    {
        // Not pooled: the session's lock must end with this run.
        await using var connection = new NpgsqlConnection(target.Address.PatientConnectionString(runner));
        await connection.OpenAsync(cancellation);
        if (await LockAsync(connection, cancellation) is { } held)
        {
            return Failed(held);
        }

        await SetLimitsAsync(connection, limits.LockWaitMax, limits.StatementMax, cancellation);
        if (await ApplyAsync(connection, "the journal", Executing(CreateJournalSql), cancellation) is { } noJournal)
        {
            return Failed(noJournal);
        }

        var journal = await Journal.ReadAsync(connection, cancellation);
        foreach (var set in target.Sets)
        {
            if (Journal.Contradiction(target.Node, set, journal) is { } contradiction)
            {
                return Failed(contradiction);
            }
        }

        var failure = await ApplySetsAsync(connection, journal, cancellation)
            ?? await GrantAsync(connection, cancellation);
        return new NodeMigration(target.Node, applied, alreadyThereCount, failure);
    }

    private async Task<string?> ApplySetsAsync(
        NpgsqlConnection connection, List<JournalRow> journal, CancellationToken cancellation)
    {
        foreach (var set in target.Sets)
        {
            alreadyThereCount += journal.Count(row => row.Set == set.Name);
            foreach (var script in Journal.Missing(set, journal))
            {
                var name = $"{set.Name}/{script.Name}";
                if (await ApplyAsync(connection, name, Journaled(set, script), cancellation) is { } failure)
                {
                    return failure;
                }

                applied.Add(name);
            }
        }

        return null;
    }

    private async Task<string?> GrantAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var all = target.ServerRoles.SelectMany(Grants).Concat(target.WorkRoles.SelectMany(WorkGrants));
        foreach (var (what, sql) in all)
        {
            if (await ApplyAsync(connection, what, Executing(sql), cancellation) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    private IEnumerable<(string What, string Sql)> Grants(string role) => target.Sets
        .Where(set => set.Grants is not null)
        .Select(set => ($"{set.Name}/Grants.sql", set.Grants!))
        .Prepend(("the journal's grants", GrantJournalSql))
        .Select(grants => Filled(grants, "server_role", role));

    private IEnumerable<(string What, string Sql)> WorkGrants(string role) => target.Sets
        .Where(set => set.WorkGrants is not null)
        .Select(set => Filled(($"{set.Name}/WorkGrants.sql", set.WorkGrants!), "work_role", role));

    private static (string What, string Sql) Filled((string Name, string Sql) grants, string variable, string role) => (
        $"{grants.Name} for {role}",
        grants.Sql.Replace(
            $":\"{variable}\"",
            '"' + role.Replace("\"", "\"\"", StringComparison.Ordinal) + '"',
            StringComparison.Ordinal));

    /// <summary>Runs one piece of work in a transaction of its own; null, or why it failed.</summary>
    private async Task<string?> ApplyAsync(
        NpgsqlConnection connection,
        string what,
        Func<NpgsqlTransaction, CancellationToken, Task> work,
        CancellationToken cancellation)
    {
        for (var tryNumber = 1; ; tryNumber++)
        {
            try
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellation);
                await work(transaction, cancellation);
                await transaction.CommitAsync(cancellation);
                return null;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                if (tryNumber == limits.LockTryCount)
                {
                    return $"{target.Node}: {what} could not get a table's lock within {Seconds(limits.LockWaitMax)}, "
                        + $"{tryNumber} times. End the long transaction that holds it, then migrate again.";
                }
            }
            catch (PostgresException e) when (!IsConnectionLost(e))
            {
                return $"{target.Node}: {what} failed: {e.MessageText} (SQLSTATE {e.SqlState}). The database "
                    + "is as it was before this script; mend the cause, then migrate again.";
            }
        }
    }

    private static Func<NpgsqlTransaction, CancellationToken, Task> Executing(string sql) =>
        (transaction, cancellation) => ExecuteAsync(transaction, sql, [], cancellation);

    private Func<NpgsqlTransaction, CancellationToken, Task> Journaled(MigrationSet set, MigrationScript script) =>
        async (transaction, cancellation) =>
        {
            await ExecuteAsync(transaction, script.Sql, [], cancellation);
            await ExecuteAsync(
                transaction,
                WriteJournalSql,
                [set.Name, script.Number, script.Name, script.Checksum, runner],
                cancellation);
        };

    private static async Task ExecuteAsync(
        NpgsqlTransaction transaction, string sql, object[] values, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Null when this session has the database's runner lock; else who has it.</summary>
    private async Task<string?> LockAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await SetLimitsAsync(connection, limits.RunnerWaitMax, TimeSpan.Zero, cancellation);
        try
        {
            await using var take = new NpgsqlCommand(LockRunnerSql, connection) { CommandTimeout = 0 };
            await take.ExecuteNonQueryAsync(cancellation);
            return null;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return $"{target.Node}: another runner has been migrating it for longer than "
                + $"{Seconds(limits.RunnerWaitMax)}: {await HolderAsync(connection, cancellation)}. Wait for it or "
                + "end it, then migrate again.";
        }
    }

    private static async Task<string> HolderAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReadRunnerSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? $"{reader.GetString(2)} (process {reader.GetInt32(0)}, role {reader.GetString(1)}, from "
                + $"{reader.GetString(3)}, since {reader.GetDateTime(4):u})"
            : "it has ended just now";
    }

    private static async Task SetLimitsAsync(
        NpgsqlConnection connection, TimeSpan lockWait, TimeSpan statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SetLimitsSql, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = Milliseconds(lockWait) });
        command.Parameters.Add(new NpgsqlParameter { Value = Milliseconds(statement) });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Class 57P: the server is stopping or ended this session; the run cannot go on.</summary>
    private static bool IsConnectionLost(PostgresException e) => e.SqlState.StartsWith("57P", StringComparison.Ordinal);

    private static string Milliseconds(TimeSpan time) =>
        ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.###} s";
}
