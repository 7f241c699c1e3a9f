using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Domicile.Server.Tests.Access.Issuers;
using Domicile.Server.Tests.Running;
using Domicile.Sharding.Nodes;

namespace Domicile.Server.Tests.Clouds;

/// <summary>Two regions on AWS and their centre, from a caller's request to the central database.</summary>
public sealed class CloudTests(CloudWorld world) : IClassFixture<CloudWorld>
{
    [Fact]
    public async Task Money_crosses_regions_its_document_is_kept_and_the_centre_hears_of_it()
    {
        var anna = await AddUserAsync(world.EuApi, world.EuIssuer);
        var bob = await AddUserAsync(world.UsApi, world.UsIssuer);
        Assert.Equal(("eu", "us"), (anna[..2], bob[..2]));
        await SendAsync(world.EuApi, "/v1/transfers", Transfer("external", anna, "10.00"));
        var paid = await SendAsync(world.EuApi, "/v1/transfers", Transfer(anna, bob, "4.00"));
        Assert.Equal((HttpStatusCode.Accepted, "in-transit"), (paid.Status, paid.Text("state")));

        await world.Runtime.RunUntilAsync(async () =>
        {
            var seen = await GetAsync(world.EuApi, world.EuIssuer, $"/v1/users/{anna}/transfers/{paid.Text("id")}");
            return seen.Text("state") == "completed";
        });

        var balances = await GetAsync(world.UsApi, world.UsIssuer, $"/v1/users/{bob}/balances");
        Assert.Equal("4.00", balances.Json["balances"]![0]!["balance"]!.GetValue<string>());
        await world.Runtime.RunUntilAsync(async () =>
            (await world.Eu.ListAsync("domicile-eu-audit-000000000000")).Contains(anna, StringComparison.Ordinal));
        await world.Runtime.RunUntilAsync(async () => await CountAsync(
            world.Central.Open("tests", 1),
            "select count(*) from central.stream where shard in ('eu/s1', 'us/s1')") == 2);

        // The centre has told the region, which has forgotten all but the last batch's name.
        await world.Runtime.RunUntilAsync(async () => await CountAsync(
            world.EuBooks.OwnerOf("s1").Open("tests", 1), "select count(*) from ledger.figures_line") == 0);
    }

    [Fact]
    public async Task Only_the_regions_own_issuer_is_believed()
    {
        using var local = new TestTokens("eu");
        (await GetAsync(world.EuApi, local.Operator, "/v1/assets")).MustBe("token-invalid", 401, "Authorization");
        (await GetAsync(world.EuApi, world.UsIssuer, "/v1/assets")).MustBe("token-invalid", 401, "Authorization");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(world.EuApi, world.EuIssuer, "/v1/assets")).Status);
    }

    [Fact]
    public async Task A_failing_batch_leaves_every_message_in_the_queue()
    {
        const string Name = "domicile-eu-failing";
        await world.Eu.MakeQueueAsync("domicile-eu-failing");
        var queue = world.Runtime.Queue(Name);
        await queue.SendAsync([.. Enumerable.Range(0, 7).Select(_ => "nonsense"u8.ToArray())], CancellationToken.None);

        var answer = await world.Runtime.InvokeAsync(Name);

        answer!.MustBe("event-unknown", 400);
        Assert.Equal(7, (await queue.FiguresAsync(CancellationToken.None)).Depth);
    }

    [Fact]
    public async Task A_batch_of_the_regions_queue_that_cannot_be_done_stays_there_whole()
    {
        var queue = world.Runtime.Queue("domicile-eu");
        await queue.SendAsync([.. Enumerable.Range(0, 7).Select(_ => "nonsense"u8.ToArray())], CancellationToken.None);

        var answer = await world.Runtime.InvokeAsync("domicile-eu");

        answer!.MustBe("event-left", 503);
        Assert.True((await queue.FiguresAsync(CancellationToken.None)).Depth >= 7, world.Logs);
    }

    private static string Transfer(string from, string to, string amount) =>
        $$"""{"from":"{{from}}","to":"{{to}}","amount":"{{amount}}","asset":"EUR"}""";

    private async Task<string> AddUserAsync(HttpClient http, LocalIssuer issuer)
    {
        await SendAsync(http, "/v1/assets", """{"code":"EUR","scale":2}""", issuer);
        return (await SendAsync(http, "/v1/users", "{}", issuer)).Text("id");
    }

    private async Task<TestAnswer> SendAsync(HttpClient http, string path, string json, LocalIssuer? issuer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", world.TokenOf(issuer ?? world.EuIssuer));
        using var response = await http.SendAsync(request);
        var answer = await TestAnswer.ReadAsync(response);
        Assert.True(answer.Status < HttpStatusCode.BadRequest, answer.Body + world.Logs);
        return answer;
    }

    private Task<TestAnswer> GetAsync(HttpClient http, LocalIssuer issuer, string path) =>
        GetAsync(http, world.TokenOf(issuer), path);

    private static async Task<TestAnswer> GetAsync(HttpClient http, string token, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        return await TestAnswer.ReadAsync(response);
    }

    private static async Task<long> CountAsync(NodePool opened, string sql)
    {
        await using var database = opened;
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
