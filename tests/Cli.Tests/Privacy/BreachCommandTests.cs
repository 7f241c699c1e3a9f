using System.Text.Json;
using Domicile.Cli.Tests.Commands;

namespace Domicile.Cli.Tests.Privacy;

[Collection("small world")]
public sealed class BreachCommandTests(SmallWorld world)
{
    [Fact]
    public async Task A_breach_lists_users_and_says_what_was_encrypted_without_showing_it()
    {
        using var add = await world.RunAsync("user", "add", "--name", "Grace Hopper-Breach", "--json");
        var user = add.Json.GetProperty("id").GetString()!;
        var shard = long.Parse(user[3..], null) < 30_000 ? "eu/s1" : "eu/s2";

        using var text = await world.RunAsync("privacy", "breach", "--shard", shard, "--since", "2020-01-01");
        Assert.Equal((0, ""), (text.ExitCode, text.Errors));
        Assert.Contains($"{user}  ", text.Output, StringComparison.Ordinal);
        Assert.Matches(@"details\s+personal\.detail\s+.*no: encrypted\s+name, email, birth_date", text.Output);
        Assert.DoesNotContain("Grace", text.Output, StringComparison.Ordinal);

        using var json = await world.RunAsync(
            "privacy", "breach", "--shard", shard, "--since", "2020-01-01T00:00Z", "--json");
        var lines = json.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Contains(
            lines, line => line.TryGetProperty("user", out var id) && id.GetString() == user);
        Assert.Equal(lines.Count - 1, lines[^1].GetProperty("summary").GetProperty("users").GetInt32());

        using var before = await world.RunAsync(
            "privacy", "breach", "--shard", shard, "--since", "2020-01-01", "--until", "2020-01-02");
        Assert.Contains("0 users of", before.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--shard eu/s9 --since 2020-01-01", 1, "There is no shard eu/s9. The shards are eu/s1, eu/s2.")]
    [InlineData("--shard eu/s1 --since yesterday", 2, "--since takes a time such as")]
    [InlineData("--shard eu/s1", 2, "--since")]
    [InlineData("--shard eu/s1 --since 2020-01-02 --until 2020-01-01", 1, "before it begins")]
    public async Task What_is_wrong_is_said(string options, int exitCode, string message)
    {
        using var run = await world.RunAsync(["privacy", "breach", .. options.Split(' ')]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
