using Domicile.Sharding.Users;

namespace Domicile.Cli.Tests.Commands;

[Collection("small world")]
public sealed class VerifyCommandTests(SmallWorld world)
{
    [Fact]
    public async Task A_world_is_proven_and_a_fault_in_it_is_named()
    {
        var payer = await AddUserAsync();
        await TransferAsync("external", payer);
        string payee;
        do
        {
            payee = await AddUserAsync();
        }
        while (IsOnFirstShard(payee) == IsOnFirstShard(payer));

        await TransferAsync(payer, payee);

        using var proven = await world.RunAsync("verify");
        Assert.Equal((0, ""), (proven.ExitCode, proven.Errors));
        Assert.Matches("account-balances +[0-9]+ +eu/s1 [0-9-]+  eu/s2 [0-9-]+ +holds", proven.Output);

        using var region = await world.RunAsync("verify", "--region", "eu");
        using var unknown = await world.RunAsync("verify", "--region", "mars");
        Assert.Equal((0, 1), (region.ExitCode, unknown.ExitCode));
        Assert.Contains("There is no region mars. The regions are eu", unknown.Errors, StringComparison.Ordinal);

        // Harmless to the other tests: a block is as long as it was given, and is not used up here.
        await world.SumOfShardsAsync(Longer("1"));
        using var told = await world.RunAsync("verify");
        using var json = await world.RunAsync("verify", "--json");
        await world.SumOfShardsAsync(Longer("-1"));

        Assert.Equal((1, 1), (told.ExitCode, json.ExitCode));
        Assert.Contains("blocks-leased is broken on eu/s1", told.Output, StringComparison.Ordinal);
        Assert.Contains("epoch 1, block 1: is 0..1001, leased was 0..1000", told.Output, StringComparison.Ordinal);
        Assert.False(json.Json.GetProperty("isProven").GetBoolean());
        var broken = Assert.Single(
            json.Json.GetProperty("invariants").EnumerateArray(),
            item => item.GetProperty("violations").GetInt64() > 0);
        Assert.Equal("blocks-leased", broken.GetProperty("invariant").GetString());
        Assert.Equal("eu/s1", broken.GetProperty("nodes")[0].GetProperty("node").GetString());
        Assert.Equal(
            "epoch 1, block 1",
            broken.GetProperty("nodes")[0].GetProperty("violations")[0].GetProperty("row").GetString());
    }

    // The emptiest shard takes the next user, so it is soon the other one.
    private static bool IsOnFirstShard(string user) =>
        UserId.TryParse(user, out var id) ? id.Number < 30_000 : throw new FormatException(user);

    private async Task<string> AddUserAsync()
    {
        using var user = await world.RunAsync("user", "add", "--json");
        return user.Json.GetProperty("id").GetString()!;
    }

    private async Task TransferAsync(string from, string to)
    {
        using var transfer = await world.RunAsync(
            "transfer", "--from", from, "--to", to, "--amount", "12.34", "--asset", "EUR");
        Assert.Equal(0, transfer.ExitCode);
    }

    private static string Longer(string by) =>
        $"with changed as (update sharding.number_block set end_number = end_number + {by} returning 1) "
        + "select count(*) from changed";
}
