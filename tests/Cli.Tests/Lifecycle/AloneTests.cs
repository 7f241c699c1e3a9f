using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Domicile.Cli.Tests.Lifecycle;

/// <summary>Static stability: a region needs no other one, and no centre, to serve its own users.</summary>
public sealed class AloneTests
{
    private const string TwoRegions = """
        {
          "version": 1,
          "regions": [
            {
              "name": "eu",
              "sites": [{ "name": "eu-west-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"] }, { "name": "s2", "ranges": ["30000..60000"] }]
            },
            {
              "name": "us",
              "sites": [{ "name": "us-east-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"] }]
            }
          ],
          "central": { "site": "us-east-1" }
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_region_serves_while_the_other_region_and_the_centre_are_silent()
    {
        await using var world = new CliWorld(TwoRegions);
        await world.UpAsync();
        var here = await AddUserAsync(world, "eu");
        var far = await AddUserAsync(world, "us");
        var silent = await OthersAsync(world);
        await SignalAsync("-STOP", silent);
        try
        {
            var neighbour = await AddUserAsync(world, "eu");
            Assert.Equal("completed", await PayAsync(world, "external", here, "10.00"));
            Assert.Equal("completed", await PayAsync(world, here, neighbour, "4.00"));
            Assert.Equal("4.00", await BalanceAsync(world, neighbour));
            Assert.Equal("in-transit", await PayAsync(world, here, far, "1.50"));
            Assert.Equal("4.50", await BalanceAsync(world, here));
        }
        finally
        {
            await SignalAsync("-CONT", silent);
        }

        var waited = Stopwatch.StartNew();
        while (await BalanceAsync(world, far) != "1.50")
        {
            Assert.True(waited.Elapsed < Patience, "The transfer did not arrive.");
        }
    }

    private static async Task<string> AddUserAsync(CliWorld world, string region) =>
        Read(await world.RunAsync("user", "add", "--region", region, "--json")).GetProperty("id").GetString()!;

    private static async Task<string> PayAsync(CliWorld world, string from, string to, string amount) =>
        Read(await world.RunAsync(
            "transfer", "--from", from, "--to", to, "--amount", amount, "--asset", "EUR", "--json"))
        .GetProperty("state").GetString()!;

    private static async Task<string?> BalanceAsync(CliWorld world, string user)
    {
        var balances = Read(await world.RunAsync("balance", user, "--json")).GetProperty("balances");
        return balances.GetArrayLength() == 0 ? null : balances[0].GetProperty("balance").GetString();
    }

    private static JsonElement Read(CliRun run) => JsonElement.Parse(run.Ended(0).Output);

    /// <summary>Every process of the other region and of the centre, their servers' and nodes' children too.</summary>
    private static async Task<List<int>> OthersAsync(CliWorld world)
    {
        var nodes = Read(await world.RunAsync("status", "--json")).GetProperty("nodes");
        var found = nodes.EnumerateArray()
            .Where(node => !node.GetProperty("node").GetString()!.StartsWith("eu/", StringComparison.Ordinal))
            .Select(node => node.GetProperty("processId").GetInt32())
            .ToList();
        Assert.True(found.Count >= 5, "The centre, the other region's register, keys, shard and server.");
        return [.. found.SelectMany(process => Children(process).Prepend(process))];
    }

    private static IEnumerable<int> Children(int process) =>
        File.ReadAllText($"/proc/{process}/task/{process}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture));

    // Some of the children may have ended by themselves; kill says so and goes on.
    private static async Task SignalAsync(string signal, IEnumerable<int> processes)
    {
        using var kill = Process.Start(new ProcessStartInfo(
            "kill", [signal, .. processes.Select(process => process.ToString(CultureInfo.InvariantCulture))])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        await kill.StandardError.ReadToEndAsync();
        await kill.WaitForExitAsync();
    }
}
