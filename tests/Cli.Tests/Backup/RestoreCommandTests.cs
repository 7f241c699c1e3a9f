using System.Diagnostics;
using System.Text.Json;
using Domicile.Cli.Tests.Lifecycle;
using Domicile.Ledger;
using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Local.Backups;
using Domicile.Local.Folders;
using Domicile.Local.Keys;
using Domicile.Local.Nodes;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Cli.Tests.Backup;

/// <summary>Erase a user after a backup, restore, and look whether somebody is shown again.</summary>
public sealed class RestoreCommandTests
{
    private const string Erased = "Anastázie Zapomenutá";
    private const string Living = "Bořek Žijící";

    private const string TwoShards = """
        {
          "version": 1,
          "regions": [
            {
              "name": "eu",
              "sites": [{ "name": "eu-west-1", "role": "writer" }],
              "shards": [
                { "name": "s1", "ranges": ["0..30000"], "replicas": 0 },
                { "name": "s2", "ranges": ["30000..60000"], "replicas": 0 }
              ]
            }
          ],
          "central": { "site": "eu-west-1" }
        }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_was_erased_after_a_backup_stays_erased_whether_it_is_restored_by_the_command_or_by_hand()
    {
        await using var world = new CliWorld();
        await world.UpAsync();
        var anna = await AddAsync(world, Erased);
        var boris = await AddAsync(world, Living);
        await PayAsync(world, "external", boris, "5");
        (await world.RunAsync("backup", "all")).Ended(0);
        Assert.Contains(Erased, (await world.RunAsync("user", "show", anna)).Ended(0).Output, StringComparison.Ordinal);
        await EraseAsync(world, anna);
        var token = (await world.RunAsync("token", "--role", "operator", "--region", "eu")).Ended(0).Output.Trim();

        await using (var watch = new NameWatch($"http://127.0.0.1:{world.Port}", token, anna, Erased))
        {
            var run = (await world.RunAsync("restore", "eu/s1", "--from", "latest", "--yes", "--json")).Ended(0);
            using var result = JsonDocument.Parse(run.Output);
            Assert.Equal(1, result.RootElement.GetProperty("erasuresApplied").GetInt64());
            Assert.Equal(2, result.RootElement.GetProperty("epoch").GetInt32());
            await WaitUntilShownAsync(world, boris);
            Assert.Empty(await watch.EndAsync());
        }

        await MustBeGoneAsync(world, anna);

        // By hand: the shard's data and the keys that opened them come back from the same time.
        (await world.RunAsync("down")).Ended(0);
        await PutBackAsync(world, "eu/s1");
        await PutBackAsync(world, "eu/keys");
        await using (var watch = new NameWatch($"http://127.0.0.1:{world.Port}", token, anna, Erased))
        {
            await world.UpAsync();
            await WaitUntilShownAsync(world, boris);
            Assert.Empty(await watch.EndAsync());
        }

        await MustBeGoneAsync(world, anna);
    }

    [Fact]
    public async Task What_came_after_the_backup_is_booked_again_from_what_other_shards_have_of_it()
    {
        await using var world = new CliWorld(TwoShards);
        await world.UpAsync();
        var (anna, boris) = (await AddAsync(world, "Anna"), await AddAsync(world, Living));
        await PayAsync(world, "external", anna, "100");
        await PayAsync(world, "external", boris, "100");
        (await world.RunAsync("backup", "eu/s1")).Ended(0);
        await PayAsync(world, anna, boris, "10");
        await PayAsync(world, boris, anna, "3");
        var cyril = await AddAsync(world, "Cyril");
        await PayAsync(world, boris, cyril, "2");

        var run = (await world.RunAsync("restore", "eu/s1", "--from", "latest", "--yes", "--json")).Ended(0);

        using var result = JsonDocument.Parse(run.Output);
        var differences = result.RootElement.GetProperty("differences").EnumerateArray().ToList();
        Assert.Equal(3, differences.Count);
        Assert.All(differences, difference => Assert.True(difference.GetProperty("isBooked").GetBoolean()));
        Assert.Equal(1, result.RootElement.GetProperty("reopenedUserCount").GetInt64());
        foreach (var (user, balance) in new[] { (anna, "93.00"), (boris, "105.00"), (cyril, "2.00") })
        {
            Assert.Contains(
                balance, (await world.RunAsync("balance", user, "--json")).Ended(0).Output, StringComparison.Ordinal);
        }

        // Nobody gets a number that was given before, and everything agrees again, the centre's figures too.
        Assert.DoesNotContain(await AddAsync(world, "Dana"), new List<string> { anna, boris, cyril });
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await world.RunAsync("verify") is { ExitCode: not 0 } broken)
        {
            Assert.False(limit.IsCancellationRequested, broken.Output);
        }
    }

    [Fact]
    public async Task Keys_come_back_without_those_of_the_erased_and_not_from_before_a_rotation()
    {
        await using var world = new CliWorld();
        await world.UpAsync();
        var anna = await AddAsync(world, Erased);
        var boris = await AddAsync(world, Living);
        (await world.RunAsync("backup", "eu/keys")).Ended(0);
        await EraseAsync(world, anna);

        var run = (await world.RunAsync("restore", "eu/keys", "--from", "latest", "--yes", "--json")).Ended(0);

        using var result = JsonDocument.Parse(run.Output);
        Assert.Equal(1, result.RootElement.GetProperty("erasureNumber").GetInt64());
        await MustBeGoneAsync(world, anna);
        await WaitUntilShownAsync(world, boris);

        (await world.RunAsync("privacy", "rotate")).Ended(0);
        var refused = (await world.RunAsync("restore", "eu/keys", "--from", "latest", "--yes")).Ended(1);
        Assert.Contains("generation 1 of the wrapping key", refused.Errors, StringComparison.Ordinal);
        await WaitUntilShownAsync(world, boris);
    }

    private static async Task<string> AddAsync(CliWorld world, string name)
    {
        var run = (await world.RunAsync("user", "add", "--region", "eu", "--name", name, "--json")).Ended(0);
        using var user = JsonDocument.Parse(run.Output);
        return user.RootElement.GetProperty("id").GetString()!;
    }

    private static async Task PayAsync(CliWorld world, string from, string to, string amount) => (await world.RunAsync(
        "transfer", "--from", from, "--to", to, "--amount", amount, "--asset", "EUR")).Ended(0);

    /// <summary>Ordered as two operators would; the running server's workers do the rest.</summary>
    private static async Task EraseAsync(CliWorld world, string user)
    {
        var addresses = WorldAddresses.Read(world.Folder);
        var keys = new RegionKeys(world.Folder, "eu");
        await using var ledger = RegionLedger.Open(new LedgerOptions(
            addresses.Region("eu"),
            addresses.Keys("eu"),
            KeyFolder.Open(keys.WrappingKeys.Path),
            await File.ReadAllBytesAsync(keys.HashKeyFile, Token)));
        await ledger.Router.ReloadAsync(Token);
        var desk = ledger.ErasureWork.Desk;
        var id = UserId.TryParse(user, out var parsed) ? parsed : throw new ArgumentException(user, nameof(user));
        var order = await desk.OrderAsync(new ErasureRequest(id, "anna", "operator", BalanceChoice.PayOut), Token);
        Assert.True((await desk.ConsentAsync(order.Value!.Order.RequestId, "bert", "operator", Token)).IsDone);
        await AskUntilAsync(world, "eu/s1", "select erasure_number from ledger.applied_erasure", 1L);
        await AskUntilAsync(world, "eu/keys", "select erasure_number from keys.applied_erasure", 1L);
    }

    private static async Task MustBeGoneAsync(CliWorld world, string user)
    {
        var number = user.Split('-')[1];
        await AskUntilAsync(world, "eu/s1", "select erasure_number from ledger.applied_erasure", 1L);
        await AskUntilAsync(world, "eu/keys", "select erasure_number from keys.applied_erasure", 1L);
        await AskUntilAsync(
            world, "eu/s1", $"select count(*) from personal.detail where user_number = {number}", 0L);
        await AskUntilAsync(
            world, "eu/keys", $"select count(*) from keys.user_key where user_number = {number}", 0L);
    }

    /// <summary>As somebody who knows PostgreSQL and not Domicile would do it.</summary>
    private static async Task PutBackAsync(CliWorld world, string node)
    {
        var addresses = WorldAddresses.Read(world.Folder);
        var backup = new BackupStore(world.Folder).Find(node, "latest");
        var data = Path.Combine(world.Folder.NodeFolder(addresses.Node(node)), "data");
        Directory.Delete(data, recursive: true);
        using var copy = Process.Start(
            "cp", ["-Rp", Path.Combine(world.Folder.BackupFolder, backup.Name, "data"), data]);
        await copy.WaitForExitAsync(Token);
        Assert.Equal(0, copy.ExitCode);
    }

    private static async Task WaitUntilShownAsync(CliWorld world, string user)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await world.RunAsync("user", "show", user)).Output.Contains(Living, StringComparison.Ordinal))
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task AskUntilAsync(CliWorld world, string node, string sql, long wanted)
    {
        var addresses = WorldAddresses.Read(world.Folder);
        var address = addresses.Address(addresses.Node(node), NodeRoles.Owner);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await TestSql.ScalarAsync<long>(address, sql) != wanted)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
