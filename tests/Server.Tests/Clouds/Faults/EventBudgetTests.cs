using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Domicile.Aws.Queue;
using Domicile.Ledger.Queue;
using Npgsql;

namespace Domicile.Server.Tests.Clouds.Faults;

/// <summary>A batch that takes longer than its function has.</summary>
[Collection(nameof(CloudCollection))]
public sealed class EventBudgetTests(CloudWorld world) : IAsyncLifetime
{
    private const string Name = "domicile-eu";
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);

    private readonly CloudCaller eu = CloudCaller.OfEu(world);
    private readonly CloudCaller us = CloudCaller.OfUs(world);
    private readonly SqsQueue queue = world.Runtime.Queue(Name);

    [Fact]
    public async Task When_the_time_is_over_the_call_fails_what_is_done_is_deleted_and_nothing_is_done_twice()
    {
        var slow = await StartSlowAsync();
        var bob = await us.AddUserAsync("9.00");
        string[] payees = [await eu.AddUserAsync(), await eu.AddUserAsync(), await eu.AddUserAsync()];
        var messages = await SendAsync(bob, payees);
        var held = messages.Where(message => Encoding.UTF8.GetString(message.Body).Contains(payees[1])).ToList();
        Assert.InRange(held.Count, 1, messages.Count - 2);
        await using (await HoldBookAsync(payees[1]))
        {
            var start = Stopwatch.GetTimestamp();
            (await slow.HandAsync(Name, messages)).MustBe("event-left", 503);
            Assert.InRange(Stopwatch.GetElapsedTime(start), Budget / 2, Budget + TimeSpan.FromSeconds(10));
        }

        Assert.Equal(held.Count, await DepthAsync());
        Assert.Equal(["3.00", "", "3.00"], await Task.WhenAll(payees.Select(eu.BalanceAsync)));

        // The whole batch again, as if nothing of it had been deleted.
        Assert.Equal(HttpStatusCode.OK, (await world.Runtime.HandAsync(Name, messages)).Status);
        await queue.DeleteAsync([.. messages.Select(message => message.Receipt)], CancellationToken.None);
        Assert.Equal(["3.00", "3.00", "3.00"], await Task.WhenAll(payees.Select(eu.BalanceAsync)));
    }

    public async ValueTask DisposeAsync() => await world.UsProgram.SignalAsync("CONT");

    public ValueTask InitializeAsync() => new(queue.PurgeAsync(CancellationToken.None));

    /// <summary>Pays each, in a message of its own; then the sender stands still, and nothing is sent again.</summary>
    private async Task<IReadOnlyList<ReceivedMessage>> SendAsync(string payer, IEnumerable<string> payees)
    {
        foreach (var payee in payees)
        {
            var before = await DepthAsync();
            CloudCaller.Good(await us.PayAsync(payer, payee, "3.00"));
            await WaitForAsync(async () => await DepthAsync() > before);
        }

        await world.UsProgram.SignalAsync("STOP");
        var messages = new List<ReceivedMessage>();
        await WaitForAsync(async () =>
        {
            messages.AddRange(await queue.ReceiveAsync(10, TimeSpan.Zero, CancellationToken.None));
            return messages.Count == await DepthAsync();
        });
        return messages;
    }

    private async Task<long> DepthAsync() => (await queue.FiguresAsync(CancellationToken.None)).Depth;

    /// <summary>The workers' function with next to no time.</summary>
    private async Task<CloudRuntime> StartSlowAsync()
    {
        var environment = world.Environment("eu", "workers", standsStill: true);
        environment["DOMICILE_EVENT_SECONDS"] = Budget.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var http = world.HttpOf(await world.StartAsync(environment));
        var runtime = new CloudRuntime(world.Eu, http, http);

        // What a function does at its first call is not to be measured.
        await runtime.TickAsync();
        return runtime;
    }

    /// <summary>Keeps everybody from writing to a user's book until it is disposed of.</summary>
    private async Task<NpgsqlConnection> HoldBookAsync(string user)
    {
        var connection = new NpgsqlConnection(
            world.EuBooks.OwnerOf("s1").ConnectionString("tests", pooled: false));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"begin; select 1 from ledger.book where user_number = {user[3..]} for update", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task WaitForAsync(Func<Task<bool>> isSo)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(1), "It took too long.");
        }
    }
}
