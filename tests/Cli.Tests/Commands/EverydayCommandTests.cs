namespace Domicile.Cli.Tests.Commands;

[Collection("small world")]
public sealed class EverydayCommandTests(SmallWorld world)
{
    [Fact]
    public async Task Users_are_added_paid_and_looked_at_without_writing_json()
    {
        using var add = await world.RunAsync(
            "user", "add", "--name", "Ada King", "--email", "ada@example.org", "--birth-date", "1970-12-31");
        Assert.Equal((0, ""), (add.ExitCode, add.Errors));
        var user = add.Output.Split('\n')[0];
        Assert.StartsWith("eu-", user);

        using var show = await world.RunAsync("user", "show", user, "--json");
        Assert.Equal("Ada King", show.Json.GetProperty("name").GetString());
        Assert.Equal("1970-12-31", show.Json.GetProperty("birthDate").GetString());

        using var empty = await world.RunAsync("balance", user);
        Assert.Contains("has no wallet yet", empty.Output);

        using var asset = await world.RunAsync("balance", user, "--json");
        Assert.Empty(asset.Json.GetProperty("balances").EnumerateArray());
    }

    [Fact]
    public async Task A_key_moves_money_once()
    {
        using var add = await world.RunAsync("user", "add");
        var user = add.Output.TrimEnd().Split('\n')[0];
        string[] order =
        [
            "transfer", "--from", "external", "--to", user, "--amount", "12.34", "--asset", "EUR", "--key", "once",
        ];
        using var first = await world.RunAsync(order);
        Assert.Contains($"12.34 EUR from external to {user}: completed.", first.Output);

        using var second = await world.RunAsync(order);
        Assert.Contains("nothing was moved now", second.Output);

        using var back = await world.RunAsync(
            "transfer", "--from", user, "--to", "external", "--amount", "2.34", "--asset", "EUR", "--json");
        Assert.Equal("10.00", back.Json.GetProperty("balanceAfter").GetString());

        using var balance = await world.RunAsync("balance", user);
        Assert.Matches(@"EUR\s+10\.00\s+0\.00", balance.Output);
    }

    [Theory]
    [InlineData("insufficient-funds", "transfer --from {user} --to external --amount 1 --asset EUR")]
    [InlineData("amount-too-many-decimals", "transfer --from external --to {user} --amount 0.001 --asset EUR")]
    [InlineData("asset-unknown", "transfer --from external --to {user} --amount 1 --asset XYZ")]
    [InlineData("same-payer-and-payee", "transfer --from {user} --to {user} --amount 1 --asset EUR")]
    [InlineData("user-unknown", "balance eu-29999")]
    [InlineData("is neither a user id", "transfer --from me --to {user} --amount 1 --asset EUR")]
    [InlineData("are both external", "transfer --from external --to external --amount 1 --asset EUR")]
    [InlineData("is not a user id", "balance eu_1")]
    [InlineData("no region us", "user show us-1")]
    public async Task What_the_books_or_the_command_refuse_is_one_sentence_and_exit_code_1(
        string message, string command)
    {
        var user = await world.PennilessUserAsync();
        using var run = await world.RunAsync(command.Replace("{user}", user).Split(' '));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("domicile: ", run.Errors);
        Assert.Contains(message, run.Errors);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--birth-date takes a date", "user add --birth-date 31.12.1970")]
    [InlineData("'--amount' is required", "transfer --from external --to eu-1 --asset EUR")]
    [InlineData("--key takes 1 to 255", "user add --key \u00e9")]
    [InlineData("nosuch", "nosuch")]
    [InlineData("--connections takes a whole number", "import czech-bank . --region eu --connections 0")]
    public async Task What_is_not_understood_points_to_the_help_and_ends_with_2(string message, string command)
    {
        using var run = await CommandRun.RunAsync(command.Split(' '));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Errors);
        Assert.Contains("--help", run.Errors);
    }
}
