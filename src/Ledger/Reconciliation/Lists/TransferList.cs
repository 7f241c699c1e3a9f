using System.Data;
using System.Runtime.CompilerServices;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Reconciliation.Lists;

/// <summary>
/// Lists what the books of one region say of its transfers with another, for a comparison by somebody who may enter
/// neither: each shard in one snapshot, while it serves. Changes nothing.
/// </summary>
/// <param name="shards">All shards of the region by their names, as a role that may read the books.</param>
public sealed class TransferList(IReadOnlyList<ShardNodes> shards)
{
    private const string Application = "domicile list-transfers";

    private static readonly string ReadListedSql = SqlFile.Read<TransferList>("ReadListed.sql");
    private static readonly string ListSidesSql = SqlFile.Read<TransferList>("ListSides.sql");

    /// <param name="span">What is listed.</param>
    /// <param name="output">Gets a line for the list, one for each side, and a last one that says how many.</param>
    /// <param name="cancellation">Leaves a list without its last line, which nobody takes for one.</param>
    /// <returns>Sides listed.</returns>
    /// <exception cref="NpgsqlException">A shard does not answer.</exception>
    public async Task<long> WriteAsync(TransferSpan span, TextWriter output, CancellationToken cancellation)
    {
        var open = new List<NpgsqlConnection>();
        try
        {
            var listed = new List<ListedShard>();
            var earliest = DateTimeOffset.MaxValue;
            foreach (var shard in shards)
            {
                var connection = new NpgsqlConnection(shard.Primary.PatientConnectionString(Application));
                open.Add(connection);
                var (head, at) = await SnapshotAsync(connection, shard.Name, cancellation);
                listed.Add(head);
                earliest = at < earliest ? at : earliest;
            }

            var file = new ListWriter(output);
            await file.WriteHeadAsync(new ListHead(ListHead.FormatName, span, earliest, listed));
            foreach (var connection in open)
            {
                await foreach (var side in SidesAsync(connection, span, cancellation))
                {
                    await file.WriteAsync(side);
                }
            }

            return await file.EndAsync();
        }
        finally
        {
            foreach (var connection in open)
            {
                await connection.DisposeAsync();
            }
        }
    }

    /// <summary>Begins a transaction that ends with its connection.</summary>
    private static async Task<(ListedShard Shard, DateTimeOffset At)> SnapshotAsync(
        NpgsqlConnection connection, string name, CancellationToken cancellation)
    {
        await connection.OpenAsync(cancellation);
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var command = new NpgsqlCommand(ReadListedSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            throw new InvalidOperationException($"Shard {name} was never set up.");
        }

        var cutoff = reader.GetFieldValue<DateTimeOffset>(1);
        return (
            new ListedShard(name, reader.GetInt32(0), cutoff == DateTimeOffset.MinValue ? null : cutoff),
            reader.GetFieldValue<DateTimeOffset>(2));
    }

    private static async IAsyncEnumerable<ListedSide> SidesAsync(
        NpgsqlConnection connection,
        TransferSpan span,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ListSidesSql, connection)
        {
            // All transfers of a shard are looked through.
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = span.With },
                new() { Value = span.First },
                new() { Value = span.End },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return new ListedSide(
                reader.GetGuid(0),
                reader.GetBoolean(2) ? ListedSide.Payer : ListedSide.Payee,
                new UserId(span.Region, reader.GetInt64(1)).ToString(),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetInt64(5),
                reader.GetString(6),
                reader.GetInt64(7),
                reader.GetFieldValue<DateTimeOffset>(8),
                reader.GetFieldValue<DateTimeOffset>(9),
                reader.GetFieldValue<DateTimeOffset>(10));
        }
    }
}
