using System.Net;
using Domicile.Local.Servers;
using Domicile.Server.Tests.Running;
using Domicile.Testing;

namespace Domicile.Server.Tests.Workers;

public sealed class TwoServersTests
{
    private const string Turns =
        "select coalesce(string_agg(distinct format('%s of %s', objid, pid), ' '), '') from pg_locks "
        + "where locktype = 'advisory' and classid = 68041 and granted "
        + "and database = (select oid from pg_database where datname = current_database())";

    [Fact]
    public async Task One_of_two_servers_runs_the_passes_and_the_other_takes_over_when_it_is_killed()
    {
        await using var first = await TestServer.StartAsync();
        var (anna, bob) = await first.AddStrangersAsync();
        await first.PayAsync("external", anna, "100.00");
        var shard = first.Books.OwnerOf("s1");
        var before = await UntilAsync(shard, turns => turns.Length > 0);

        var url = $"http://127.0.0.1:{TestNode.FreePort()}";
        var config = first.ConfigFile + ".second";
        (ServerFile.Read(first.ConfigFile) with { Url = url }).Write(config);
        await using var second = ServerProgram.Start("--config", config);
        Assert.Equal($"listening on {url}", await second.FirstLineAsync());
        var sessions = Sessions(before);
        Assert.Single(sessions);
        Assert.Equal(sessions, Sessions(await UntilAsync(shard, turns => turns.Length >= before.Length)));

        await first.Program.SignalAsync("KILL");
        await first.Program.WaitForEndAsync();
        var after = await UntilAsync(shard, turns => turns.Length > 0 && !Sessions(turns).Overlaps(sessions));
        Assert.Single(Sessions(after));
        Assert.Equal(HttpStatusCode.Created, await PayAcrossAsync(url, first.Tokens.Operator, (anna, bob)));
    }

    // Answered 201 only when both shards' passes have done their part.
    private static async Task<HttpStatusCode> PayAcrossAsync(string url, string token, (string From, string To) users)
    {
        using var http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(60) };
        using var pay = new HttpRequestMessage(HttpMethod.Post, "/v1/transfers");
        pay.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        pay.Headers.TryAddWithoutValidation("Idempotency-Key", "across");
        pay.Headers.TryAddWithoutValidation("Prefer", "wait=10");
        pay.Content = new StringContent(
            $$"""{"from":"{{users.From}}","to":"{{users.To}}","amount":"1.00","asset":"EUR"}""",
            new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await http.SendAsync(pay);
        return answer.StatusCode;
    }

    private static HashSet<string> Sessions(string[] turns) =>
        [.. turns.Select(turn => turn.Split(" of ")[1])];

    private static async Task<string[]> UntilAsync(
        Sharding.Topology.NodeAddress shard, Func<string[], bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var text = await TestSql.ScalarAsync<string>(shard, Turns);
            var turns = System.Text.RegularExpressions.Regex.Matches(text, @"\d+ of \d+")
                .Select(turn => turn.Value).ToArray();
            if (isSo(turns))
            {
                return turns;
            }

            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
