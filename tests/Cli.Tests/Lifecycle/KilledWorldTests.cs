using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Cli.Tests.Lifecycle;

public sealed class KilledWorldTests
{
    [Fact]
    public async Task A_world_killed_whole_in_the_middle_of_its_work_starts_again_and_has_lost_nothing()
    {
        await using var world = new CliWorld();
        await world.UpAsync();
        var shard = Shard(world);
        await RunAsync(shard, "create table written (n int)");

        var acknowledged = 0;
        var writing = Task.Run(async () =>
        {
            await using var source = shard.Open("test", 1);
            await using var connection = await source.OpenConnectionAsync();
            while (true)
            {
                await using var insert = new NpgsqlCommand("insert into written values (1)", connection);
                await insert.ExecuteNonQueryAsync();
                Interlocked.Increment(ref acknowledged);
            }
        });
        while (Volatile.Read(ref acknowledged) < 100)
        {
            Assert.False(writing.IsCompleted);
            await Task.Yield();
        }

        await KillAllAsync(world);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => writing);
        await world.UpAsync();
        var kept = (long)(await RunAsync(Shard(world), "select count(*) from written"))!;
        Assert.InRange(kept, acknowledged, acknowledged + 1);
    }

    [Fact]
    public async Task What_a_killed_up_left_running_is_stopped_by_the_next_and_started_again()
    {
        await using var world = new CliWorld();
        await world.UpAsync();
        await RunAsync(Shard(world), "create table kept as select 42 as n");
        var before = await ProcessIdsAsync(world);
        world.Up!.Kill();
        await world.WaitForEndAsync();

        var status = (await world.RunAsync("status")).Ended(0);
        Assert.Contains(
            $"was killed and {before.Count} of its processes are left", status.Output, StringComparison.Ordinal);
        var said = await world.UpAsync();
        Assert.Contains("stopped what was left running", said, StringComparison.Ordinal);
        Assert.Equal(42, await RunAsync(Shard(world), "select n from kept"));
        Assert.Empty(before.Intersect(await ProcessIdsAsync(world)));
    }

    [Fact]
    public async Task Down_stops_a_world_from_elsewhere_and_what_is_left_of_a_killed_one()
    {
        await using var world = new CliWorld();
        var none = (await world.RunAsync("down")).Ended(1);
        Assert.Contains("There is no world in", none.Errors, StringComparison.Ordinal);

        await world.UpAsync();
        var stopped = (await world.RunAsync("down")).Ended(0);
        Assert.Contains($"Stopped process {world.Up!.Id} (./domicile up).", stopped.Output, StringComparison.Ordinal);
        Assert.Equal(0, await world.WaitForEndAsync());
        Assert.Empty(await ProcessIdsAsync(world));
        Assert.Contains("Nothing runs", (await world.RunAsync("down")).Ended(0).Output, StringComparison.Ordinal);
        foreach (var command in new[] { "world", "stuck", "reconcile", "migrate", "verify" })
        {
            Assert.Contains(
                "does not run. Start it with ./domicile up",
                (await world.RunAsync(command)).Ended(1).Errors,
                StringComparison.Ordinal);
        }


        await world.UpAsync();
        world.Up!.Kill();
        await world.WaitForEndAsync();
        var left = (await world.RunAsync("down")).Ended(0);
        Assert.Contains("eu/s1/r1", left.Output, StringComparison.Ordinal);
        Assert.Contains("eu/server", left.Output, StringComparison.Ordinal);
        Assert.Empty(await ProcessIdsAsync(world));

        (await world.RunAsync("reset", "--yes")).Ended(0);
        Assert.False(Directory.Exists(world.Folder.Path));
    }

    [Fact]
    public async Task A_server_that_is_killed_is_started_again()
    {
        await using var world = new CliWorld();
        await world.UpAsync();
        var before = (await ProcessIdsAsync(world))[^1];
        using (var server = Process.GetProcessById(before))
        {
            server.Kill();
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var said = "";
        while (!said.Contains("runs again", StringComparison.Ordinal))
        {
            said += await world.Events.ReadLineAsync(limit.Token);
        }

        Assert.Contains("\"subject\":\"eu/server\",\"text\":\"ended unexpectedly", said, StringComparison.Ordinal);
        using var http = new HttpClient();
        using var answer = await http.GetAsync($"http://127.0.0.1:{world.Port}/health/ready", limit.Token);
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static NodeAddress Shard(CliWorld world)
    {
        var addresses = WorldAddresses.Read(world.Folder);
        return addresses.Address(addresses.Node("eu/s1"), NodeRoles.Owner);
    }

    private static async Task<object?> RunAsync(NodeAddress address, string sql)
    {
        await using var source = address.Open("test", 1);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<List<int>> ProcessIdsAsync(CliWorld world)
    {
        var run = (await world.RunAsync("status", "--json")).Ended(0);
        using var status = JsonDocument.Parse(run.Output);
        return [.. status.RootElement.GetProperty("nodes").EnumerateArray()
            .Select(row => row.GetProperty("processId"))
            .Where(processId => processId.ValueKind == JsonValueKind.Number)
            .Select(processId => processId.GetInt32())];
    }

    // Up first, so that it cannot start anything again; then every process of every node, as a power cut would.
    private static async Task KillAllAsync(CliWorld world)
    {
        var processIds = await ProcessIdsAsync(world);
        world.Up!.Kill();
        var all = processIds.SelectMany(processId => Children(processId).Append(processId));

        // Some of them may have ended because another did; kill says so and goes on.
        using var kill = Process.Start(new ProcessStartInfo(
            "kill", ["-9", .. all.Select(processId => processId.ToString(CultureInfo.InvariantCulture))])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        await kill.StandardError.ReadToEndAsync();
        await kill.WaitForExitAsync();
        await world.WaitForEndAsync();
    }

    private static List<int> Children(int processId)
    {
        var file = $"/proc/{processId}/task/{processId}/children";
        return !File.Exists(file)
            ? []
            : [.. File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(child => int.Parse(child, CultureInfo.InvariantCulture))];
    }
}
