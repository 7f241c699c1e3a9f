using System.Text.Json;
using Domicile.Ledger.Messages;
using Domicile.Ledger.Passes;
using Domicile.Ledger.Queue;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.Central;

/// <summary>
/// Takes figures from the queue into the central database: each batch once, in whatever order they come, with the mark
/// that it was applied in the same commit. A crash before the message is deleted repeats it, and it counts for nothing.
/// </summary>
/// <param name="queue">The queue <c>central</c>.</param>
/// <param name="central">The central database, as a role that may write it.</param>
public sealed class CentralWork(IMessageQueue queue, NodePool central) : IPass
{
    private const int MessagesPerRun = 20;

    private static readonly string ApplyFiguresSql = SqlFile.Read<CentralWork>("ApplyFigures.sql");
    private static readonly string TellStandingSql = SqlFile.Read<CentralWork>("TellStanding.sql");

    public string Name => "central-work";

    /// <summary>How long one run waits for a first message.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Tells regions that cannot look for themselves; null where all of them can.</summary>
    public FiguresReceipts? Receipts { get; init; }

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        var received = await queue.ReceiveAsync(MessagesPerRun, Wait, cancellation);
        var known = new List<(Message Message, string Receipt)>();
        string? problem = null;
        foreach (var message in received)
        {
            try
            {
                var read = MessageForm.Read(message.Body);
                known.Add(read is FiguresMessage or StandingMessage
                    ? (read, message.Receipt)
                    : throw new JsonException($"{read.GetType().Name} is not for the centre."));
            }
            catch (JsonException e)
            {
                // Left alone, it goes to the dead letters, where somebody can look at it.
                problem = $"a message of a form that this program does not know: {e.Message}";
            }
        }

        if (known.Count > 0)
        {
            await ApplyAsync([.. known.Select(one => one.Message)], cancellation);
            var figures = known.Select(one => one.Message).OfType<FiguresMessage>().Select(message => message.Shard);
            var untold = Receipts is null ? null : await Receipts.SendAsync(figures, cancellation);
            problem ??= untold;
            await queue.DeleteAsync([.. known.Select(one => one.Receipt)], cancellation);
        }

        return new PassResult(known.Count, received.Count > 0) { HeldBackBy = problem };
    }

    /// <summary>In one commit; what was applied before is passed over.</summary>
    internal async Task ApplyAsync(IReadOnlyList<Message> messages, CancellationToken cancellation)
    {
        await using var connection = await central.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection, transaction);

        // By shard, so that two workers never wait for each other in a circle.
        foreach (var message in messages.OrderBy(Place))
        {
            batch.BatchCommands.Add(message switch
            {
                FiguresMessage figures => Command(figures),
                StandingMessage standing => Command(standing),
                _ => throw new InvalidOperationException($"{message.GetType().Name} is not for the centre."),
            });
        }

        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static (string Shard, int Epoch, long Batch) Place(Message message) => message switch
    {
        FiguresMessage figures => (figures.Shard, figures.Epoch, figures.Batch),
        StandingMessage standing => (standing.Shard, standing.Epoch, long.MaxValue),
        _ => default,
    };

    private static NpgsqlBatchCommand Command(FiguresMessage message)
    {
        var command = new NpgsqlBatchCommand(ApplyFiguresSql);
        command.Parameters.AddWithValue(message.Shard);
        command.Parameters.AddWithValue(message.Epoch);
        command.Parameters.AddWithValue(message.Batch);
        command.Parameters.AddWithValue(message.Total);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Xid8, Value = message.Xid });
        command.Parameters.AddWithValue(message.Position);
        command.Parameters.AddWithValue(message.AsOf.ToUniversalTime());
        command.Parameters.AddWithValue(message.Waiting);
        command.Parameters.AddWithValue(message.UsersOpened);
        FiguresColumns.Add(command.Parameters, message.Lines);
        return command;
    }

    private static NpgsqlBatchCommand Command(StandingMessage message) => new(TellStandingSql)
    {
        Parameters =
        {
            new() { Value = message.Shard },
            new() { Value = message.Epoch },
            new() { Value = message.Batch },
            new() { Value = message.Total },
            new() { Value = message.AsOf.ToUniversalTime() },
            new() { Value = message.Waiting },
        },
    };
}
