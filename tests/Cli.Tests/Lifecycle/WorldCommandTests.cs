using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Domicile.Cli.Tests.Lifecycle;

public sealed class WorldCommandTests(RunningWorldFixture fixture) : IClassFixture<RunningWorldFixture>
{
    private readonly CliWorld world = fixture.World;

    [Fact]
    public async Task Status_lists_every_node_and_server_with_what_it_does()
    {
        var run = (await world.RunAsync("status", "--json")).Ended(0);
        using var status = JsonDocument.Parse(run.Output);
        var rows = status.RootElement.GetProperty("nodes").EnumerateArray().ToList();
        Assert.Equal(
            ["central", "eu/register", "eu/keys", "eu/s1", "eu/s1/r1", "eu/server"],
            rows.Select(row => row.GetProperty("node").GetString()!));
        Assert.All(rows, row => Assert.Equal("running", row.GetProperty("state").GetString()));
        Assert.All(rows, row => Assert.True(row.GetProperty("processId").GetInt32() > 1));
        Assert.True(rows[4].GetProperty("lagBytes").GetInt64() >= 0);
        Assert.Equal(world.Up!.Id, status.RootElement.GetProperty("running").GetProperty("processId").GetInt32());

        var table = (await world.RunAsync("status")).Ended(0).Output;
        Assert.Contains("eu/s1/r1", table, StringComparison.Ordinal);
        Assert.Contains("replica", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Psql_runs_in_the_node_it_names_and_hands_its_exit_code_on()
    {
        var run = (await world.RunAsync("psql", "eu/s1", "--", "-Atc", "show cluster_name")).Ended(0);
        Assert.Equal("eu/s1", run.Output.Trim());
        var queue = await world.RunAsync("psql", "central", "--", "-d", "queue", "-Atc", "select current_database()");
        queue.Ended(0);
        Assert.Equal("queue", queue.Output.Trim());
        var asServer = (await world.RunAsync("psql", "eu/s1", "--as", "server", "--", "-Atc", "select current_user"))
            .Ended(0);
        Assert.Equal("domicile_server", asServer.Output.Trim());
        (await world.RunAsync("psql", "eu/s1/r1", "--", "-c", "create table t ()")).Ended(1);

        var unknown = (await world.RunAsync("psql", "eu/s9")).Ended(1);
        Assert.Contains("There is no node eu/s9. The nodes are central,", unknown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_show_what_a_node_and_a_server_wrote()
    {
        var node = (await world.RunAsync("logs", "eu/s1", "--lines", "500")).Ended(0);
        Assert.Contains("ready to accept connections", node.Output, StringComparison.Ordinal);
        var server = (await world.RunAsync("logs", "eu/server", "--lines", "500")).Ended(0);
        Assert.Contains("listening on", server.Output, StringComparison.Ordinal);
        var all = (await world.RunAsync("logs", "--json", "--lines", "1")).Ended(0);
        Assert.All(
            all.Output.Trim().Split('\n'), line => Assert.StartsWith("{\"node\":", line, StringComparison.Ordinal));
        var unknown = (await world.RunAsync("logs", "eu/s9")).Ended(1);
        Assert.Contains("There is no node eu/s9", unknown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_finds_a_running_world_up_to_date()
    {
        var run = (await world.RunAsync("migrate", "--json")).Ended(0);
        using var results = JsonDocument.Parse(run.Output);
        Assert.Equal(5, results.RootElement.GetArrayLength());
        Assert.All(results.RootElement.EnumerateArray(), result =>
        {
            Assert.Equal(0, result.GetProperty("applied").GetArrayLength());
            Assert.True(result.GetProperty("alreadyThereCount").GetInt32() > 0);
        });
    }

    [Fact]
    public async Task The_server_takes_a_token_made_here_and_no_other()
    {
        var token = (await world.RunAsync("token", "--role", "operator", "--region", "eu")).Ended(0).Output.Trim();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(token));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(token[..^8] + "AAAAAAAA"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(null));

        var user = (await world.RunAsync("token", "--user", "eu-1", "--json", "--hours", "1")).Ended(0);
        using var made = JsonDocument.Parse(user.Output);
        Assert.Equal("eu-1", made.RootElement.GetProperty("subject").GetString());
        var elsewhere = (await world.RunAsync("token", "--user", "us-1")).Ended(1);
        Assert.Contains("There is no region us. The regions are eu.", elsewhere.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_world_is_neither_started_twice_nor_destroyed()
    {
        foreach (var command in new[] { "up", "reset" })
        {
            var run = await world.RunAsync(command == "reset" ? [command, "--yes"] : [command]);
            run.Ended(1);
            Assert.Contains($"in use by process {world.Up!.Id} (./domicile up)", run.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Reset_without_an_answer_destroys_nothing()
    {
        var run = (await world.RunAsync("reset")).Ended(1);
        Assert.Contains("Type yes to go on", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Nothing was destroyed", run.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(world.Folder.WorldFile));
    }

    private async Task<HttpStatusCode> AskAsync(string? token)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization =
            token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync($"http://127.0.0.1:{world.Port}/v1/assets");
        return answer.StatusCode;
    }
}
