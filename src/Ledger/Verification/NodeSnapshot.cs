using System.Data;
using System.Runtime.CompilerServices;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Verification;

/// <summary>
/// One database at one moment: a read-only transaction at REPEATABLE READ, so that all checks of a node see the same
/// rows while others go on writing. Ends with nothing changed. One statement at a time.
/// </summary>
internal sealed class NodeSnapshot : IAsyncDisposable
{
    // A verification is long and must never be what changes something. It reads all rows, sorted and hashed in memory
    // where it can: a plan that looks rows up one by one is a planner that misjudged a table filled just now.
    private const string SessionOptions =
        "-c default_transaction_read_only=on -c work_mem=64MB -c enable_nestloop=off -c jit=off";
    private const string BeforeCheck = "before_check";

    private static readonly string TakeSql = SqlFile.Read(typeof(NodeSnapshot), "TakeSnapshot.sql");

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private NodeSnapshot(VerifiedNode node, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        Node = node;
        this.connection = connection;
        this.transaction = transaction;
    }

    public VerifiedNode Node { get; }

    /// <exception cref="NpgsqlException">The node does not answer.</exception>
    public static async Task<NodeSnapshot> OpenAsync(VerifiedNode node, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(node.Owner.PatientConnectionString("domicile verify"))
        {
            Options = SessionOptions,
            CommandTimeout = 0,
        };
        var entered = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await entered.OpenAsync(cancellation);
            var begun = await entered.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            await using var take = new NpgsqlCommand(TakeSql, entered);
            await take.ExecuteNonQueryAsync(cancellation);
            return new NodeSnapshot(node, entered, begun);
        }
        catch
        {
            await entered.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Runs a check: one row of rows looked at, violations, and the first $1 of them as (row, mistake).
    /// </summary>
    /// <param name="invariant">What is checked.</param>
    /// <param name="sql">Its statement.</param>
    /// <param name="parameters">From $2 on.</param>
    /// <param name="cancellation">Stops the check.</param>
    public async Task<InvariantResult> CheckAsync(
        Invariant invariant, string sql, IReadOnlyList<object> parameters, CancellationToken cancellation)
    {
        try
        {
            await transaction.SaveAsync(BeforeCheck, cancellation);
            await using var command = Command(sql, [Findings.ViolationsToldMax, .. parameters]);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            var told = await reader.IsDBNullAsync(2, cancellation)
                ? new string[0, 2]
                : reader.GetFieldValue<string[,]>(2);
            return new InvariantResult(
                invariant,
                Node.Name,
                reader.GetInt64(0),
                reader.GetInt64(1),
                [.. Enumerable.Range(0, told.GetLength(0)).Select(i => new Violation(told[i, 0], told[i, 1]))]);
        }
        catch (NpgsqlException e)
        {
            if (connection.State == ConnectionState.Open)
            {
                // A table that is not there, say: the other checks can still be made in the same snapshot.
                await transaction.RollbackAsync(BeforeCheck, cancellation);
            }

            return NotChecked(invariant, e);
        }
    }

    /// <summary>All rows of a query, one after the other.</summary>
    /// <exception cref="NpgsqlException">The node stopped answering, or is without the tables.</exception>
    public async IAsyncEnumerable<T> ReadAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = Command(sql, []);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return read(reader);
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    // What cannot be looked at is not proven, and the reader must hear why.
    private InvariantResult NotChecked(Invariant invariant, NpgsqlException why) =>
        new(invariant, Node.Name, 0, 1, [new Violation("no row", $"could not be checked: {why.Message}")]);

    private NpgsqlCommand Command(string sql, IEnumerable<object> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        return command;
    }
}
