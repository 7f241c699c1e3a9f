using System.Globalization;
using Domicile.Ledger.Queue;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;

namespace Domicile.Local.Queue;

/// <summary>
/// A queue in a PostgreSQL database of its own, with the promises of a cloud's queue and no more. Lives as long as the
/// process that uses it; after an exception the same call may be made again.
/// </summary>
public sealed class LocalQueue : IMessageQueue, IAsyncDisposable
{
    private static readonly string SendSql = SqlFile.Read<LocalQueue>("Send.sql");
    private static readonly string ReceiveSql = SqlFile.Read<LocalQueue>("Receive.sql");
    private static readonly string DeleteSql = SqlFile.Read<LocalQueue>("Delete.sql");
    private static readonly string ExtendSql = SqlFile.Read<LocalQueue>("Extend.sql");
    private static readonly string ForgetOldSql = SqlFile.Read<LocalQueue>("ForgetOld.sql");
    private static readonly string PurgeSql = SqlFile.Read<LocalQueue>("Purge.sql");
    private static readonly string ReadFiguresSql = SqlFile.Read<LocalQueue>("ReadFigures.sql");

    private static readonly TimeSpan ForgetPause = TimeSpan.FromHours(1);

    private readonly NodePool database;
    private readonly QueueLimits limits;
    private readonly TimeProvider time;
    private readonly ScanStart start;
    private readonly QueueBell bell;
    private long? forgotAt;

    /// <param name="name">Such as <c>central</c> or <c>eu</c>.</param>
    /// <param name="address">The queue database, as a role that may send to the queue or receive from it.</param>
    public LocalQueue(string name, NodeAddress address, QueueLimits limits, TimeProvider time)
    {
        Name = name;
        this.limits = limits;
        this.time = time;
        database = address.OpenForWrites($"domicile-queue {name}", 8);
        start = new ScanStart(name, database, time);
        bell = new QueueBell(name, address);
    }

    public string Name { get; }

    public async Task SendAsync(IReadOnlyList<byte[]> bodies, CancellationToken cancellation)
    {
        if (bodies.Count > 0)
        {
            await RunAsync(SendSql, cancellation, (object)bodies.ToArray());
        }
    }

    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        int countMax, TimeSpan wait, CancellationToken cancellation)
    {
        await ForgetOldAsync(cancellation);
        if (wait > TimeSpan.Zero)
        {
            // Before looking: what is sent after the look rings.
            await bell.ListenAsync(cancellation);
        }

        for (var startedAt = time.GetTimestamp(); ;)
        {
            var messages = await TakeAsync(countMax, cancellation);
            var left = wait - time.GetElapsedTime(startedAt);
            if (messages.Count > 0 || left <= TimeSpan.Zero)
            {
                return messages;
            }

            await bell.WaitAsync(left < limits.LookAgain ? left : limits.LookAgain, cancellation);
        }
    }

    public async Task DeleteAsync(IReadOnlyList<string> receipts, CancellationToken cancellation)
    {
        var parsed = receipts.Select(Parse).OfType<(long Id, Guid Receipt)>().ToArray();
        if (parsed.Length > 0)
        {
            await RunAsync(
                DeleteSql,
                cancellation,
                parsed.Select(receipt => receipt.Id).ToArray(),
                parsed.Select(receipt => receipt.Receipt).ToArray());
        }
    }

    public async Task ExtendAsync(string receipt, TimeSpan visibility, CancellationToken cancellation)
    {
        if (Parse(receipt) is { } parsed)
        {
            await RunAsync(ExtendSql, cancellation, parsed.Id, parsed.Receipt, visibility);
        }
    }

    public Task PurgeAsync(CancellationToken cancellation) => RunAsync(PurgeSql, cancellation);

    public async Task<QueueFigures> FiguresAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadFiguresSql);
        command.Parameters.AddWithValue(Name);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new QueueFigures(reader.GetInt64(0), reader.GetInt64(1), reader.GetTimeSpan(2));
    }

    public async ValueTask DisposeAsync()
    {
        await bell.DisposeAsync();
        await database.DisposeAsync();
    }

    private async Task<List<ReceivedMessage>> TakeAsync(int countMax, CancellationToken cancellation)
    {
        var from = await start.FindAsync(cancellation);
        await using var command = database.CreateCommand(ReceiveSql);
        command.Parameters.AddWithValue(Name);
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(countMax);
        command.Parameters.AddWithValue(limits.Visibility);
        command.Parameters.AddWithValue(limits.ReceiveMax);
        var messages = new List<ReceivedMessage>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            messages.Add(new ReceivedMessage(
                reader.GetFieldValue<byte[]>(1),
                string.Create(CultureInfo.InvariantCulture, $"{reader.GetInt64(0)}:{reader.GetGuid(2)}"),
                reader.GetInt32(3)));
        }

        return messages;
    }

    private async Task ForgetOldAsync(CancellationToken cancellation)
    {
        if (forgotAt is { } before && time.GetElapsedTime(before) < ForgetPause)
        {
            return;
        }

        forgotAt = time.GetTimestamp();
        await RunAsync(ForgetOldSql, cancellation, limits.Kept);
    }

    private async Task RunAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddWithValue(Name);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static (long Id, Guid Receipt)? Parse(string receipt)
    {
        var parts = receipt.Split(':');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && Guid.TryParse(parts[1], out var secret)
                ? (id, secret)
                : null;
    }
}
