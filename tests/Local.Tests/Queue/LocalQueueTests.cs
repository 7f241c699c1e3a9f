using System.Text;
using Domicile.Ledger.Queue;
using Domicile.Local.Queue;
using Domicile.Sharding.Migrations;
using Domicile.Testing;
using Domicile.Testing.Promises;
using Npgsql;

namespace Domicile.Local.Tests.Queue;

/// <summary>The queue that stands in for the cloud's on one machine.</summary>
public sealed class LocalQueueTests : QueuePromises, IAsyncLifetime
{
    private readonly List<LocalQueue> opened = [];
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestNode.CreateWorldDatabaseAsync();
        var target = new MigrationTarget(
            "queue",
            database.Owner,
            [QueueSchema.Queue],
            [database.Server.User, .. database.Regions.Values.Select(address => address.User)]);
        Assert.Null((await new FleetMigrator("tests").RunAsync([target], Token)).Single().Failure);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in opened)
        {
            await queue.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_region_sends_to_every_queue_and_receives_from_its_own_only()
    {
        var own = Open("eu", "eu");
        var other = Open("us", "eu");
        var figures = Open("central", "eu");
        foreach (var queue in new[] { own, other, figures })
        {
            await SendAsync(queue, "a");
        }

        Assert.Single(await own.ReceiveAsync(10, TimeSpan.Zero, Token));
        foreach (var foreign in new[] { other, figures })
        {
            await RefusedAsync(foreign.ReceiveAsync(10, TimeSpan.Zero, Token));
            await RefusedAsync(foreign.PurgeAsync(Token));
            await RefusedAsync(foreign.DeleteAsync([$"1:{Guid.Empty}"], Token));
        }
    }

    [Fact]
    public async Task A_sent_message_wakes_who_waits_and_not_the_clock()
    {
        var limits = new QueueLimits { LookAgain = TimeSpan.FromMinutes(10) };
        await using var queue = new LocalQueue("woken", database.Owner, limits, TimeProvider.System);
        Assert.Empty(await queue.ReceiveAsync(10, TimeSpan.FromMilliseconds(50), Token));
        for (var i = 0; i < 20; i++)
        {
            var waiting = queue.ReceiveAsync(10, TimeSpan.FromMinutes(5), Token);
            await SendAsync(queue, "a");
            var message = Assert.Single(await waiting.WaitAsync(TimeSpan.FromSeconds(20), Token));
            await queue.DeleteAsync([message.Receipt], Token);
        }
    }

    [Fact]
    public async Task Old_messages_and_dead_letters_are_dropped_and_young_ones_stay()
    {
        await using var queue = new LocalQueue("old", database.Owner, new QueueLimits(), TimeProvider.System);
        for (var i = 0; i < 4; i++)
        {
            await SendAsync(queue, "a");
        }

        await TestSql.RunAsync(
            database.Owner,
            "insert into queue.dead_letter (queue, id, body, sent_at, receive_count) "
            + "select queue, id, body, sent_at, 11 from queue.message where queue = 'old'; "
            + "update queue.message set sent_at = now() - interval '14 days' where queue = 'old' and id % 2 = 0; "
            + "update queue.dead_letter set sent_at = now() - interval '14 days' where queue = 'old' and id % 2 = 0");

        Assert.Equal(2, (await queue.ReceiveAsync(10, TimeSpan.Zero, Token)).Count);
        Assert.Equal((2, 2), ((await queue.FiguresAsync(Token)).Depth, (await queue.FiguresAsync(Token)).DeadCount));
    }

    [Fact]
    public async Task Nobody_reads_the_tables_behind_the_queues()
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => TestSql.ScalarAsync<long>(
            database.Regions["eu"], "select count(*) from queue.message"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task The_rough_one_repeats_and_mixes_messages_and_loses_none()
    {
        var rough = new RoughQueue(await CreateAsync(), seed: 7);
        var sent = Enumerable.Range(0, 100).Select(i => $"{i:000}").ToArray();
        await SendAsync(rough, sent);

        var got = new List<string>();
        while ((await rough.FiguresAsync(Token)).Depth > 0)
        {
            var messages = await rough.ReceiveAsync(20, TimeSpan.FromSeconds(1), Token);
            got.AddRange(messages.Select(message => Encoding.UTF8.GetString(message.Body)));
            await rough.DeleteAsync([.. messages.Select(message => message.Receipt)], Token);
        }

        Assert.Equal(sent, got.Distinct().Order());
        Assert.True(got.Count > 100);
        Assert.NotEqual(got.Order(), got);
    }

    protected override Task<IMessageQueue> CreateAsync() =>
        Task.FromResult<IMessageQueue>(Open($"q{Guid.NewGuid():n}", null));

    private static async Task RefusedAsync(Task call) => Assert.Equal(
        PostgresErrorCodes.InsufficientPrivilege,
        (await Assert.ThrowsAsync<PostgresException>(() => call)).SqlState);

    private LocalQueue Open(string name, string? region)
    {
        var address = region is null ? database.Owner : database.Regions[region];
        var queue = new LocalQueue(
            name, address, new QueueLimits { Visibility = Visibility, ReceiveMax = ReceiveMax }, TimeProvider.System);
        opened.Add(queue);
        return queue;
    }
}
