using System.Net;
using Domicile.Server.Tests.Running;
using Domicile.Sharding.Topology.Callers;

namespace Domicile.Server.Tests.Access;

public sealed class CallerLimitTests
{
    private const int UserRate = 3;
    private const int AddressRate = 4;

    [Fact]
    public async Task A_caller_who_sends_too_much_is_told_when_to_come_back_and_others_are_served()
    {
        await using var server = await StartAsync();
        var (anna, bob) = await server.AddNeighboursAsync();
        var own = new Call(server.Tokens.Of(anna));
        var refused = await UntilRefusedAsync(() => server.SendAsync("GET", $"/v1/users/{anna}", options: own));

        Assert.Equal("1", refused.Headers["Retry-After"]);
        Assert.Contains("3 requests a second", refused.Text("detail"), StringComparison.Ordinal);
        Assert.DoesNotContain(anna, refused.Body, StringComparison.Ordinal);
        var neighbour = await server.SendAsync("GET", $"/v1/users/{bob}", options: new(server.Tokens.Of(bob)));
        Assert.Equal(HttpStatusCode.OK, neighbour.Status);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", $"/v1/users/{anna}")).Status);
        await UntilServedAsync(() => server.SendAsync("GET", $"/v1/users/{anna}", options: own));
    }

    [Fact]
    public async Task What_was_refused_for_its_number_was_not_done()
    {
        await using var server = await StartAsync();
        var anna = await server.AddUserAsync();
        await server.PayAsync("external", anna, "100.00");
        var own = new Call(server.Tokens.Of(anna));
        var done = 0;
        await UntilRefusedAsync(async () =>
        {
            var answer = await server.PayAsync(anna, "external", "1.00", own);
            done += answer.Status == HttpStatusCode.Created ? 1 : 0;
            return answer;
        });

        var balances = await server.SendAsync("GET", $"/v1/users/{anna}/balances");
        var left = balances.Json["balances"]![0]!["balance"]!.GetValue<string>();
        Assert.Equal($"{100 - done}.00", left);
    }

    [Fact]
    public async Task Guesses_of_tokens_are_counted_by_their_address_and_health_is_not()
    {
        await using var server = await StartAsync();
        var guess = 0;
        var refused = await UntilRefusedAsync(
            () => server.SendAsync("GET", "/v1/assets", options: new($"a.b.{guess++}")));

        Assert.Contains("4 requests a second from your address", refused.Text("detail"), StringComparison.Ordinal);
        await UntilRefusedAsync(() => server.SendAsync("GET", "/docs/problems", options: new("")));
        for (var i = 0; i < 4 * AddressRate; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/health/live", options: new(""))).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/v1/assets")).Status);
    }

    [Fact]
    public async Task A_server_without_rates_does_not_start()
    {
        await using var server = await TestServer.CreateAsync();
        server.Rates = new CallerRates(0, 1, 1);
        server.Write(server.Books.Server);
        await using var program = ServerProgram.Start("--config", server.ConfigFile);
        Assert.NotEqual(0, await program.WaitForEndAsync());
        Assert.Contains("rates has three whole numbers from 1", program.Log, StringComparison.Ordinal);
    }

    private static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.CreateAsync();
        server.Rates = new CallerRates(UserRate, 100_000, AddressRate);
        server.Write(server.Books.Server);
        await server.RunAsync();
        return server;
    }

    // However slow the machine is, it sends more than a few requests a second at once.
    private static async Task<TestAnswer> UntilRefusedAsync(Func<Task<TestAnswer>> sendAsync)
    {
        for (var i = 0; i < 100; i++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 4 * AddressRate).Select(_ => sendAsync()));
            if (answers.FirstOrDefault(answer => answer.Status == HttpStatusCode.TooManyRequests) is { } refused)
            {
                return refused.MustBe("too-many-requests", 429);
            }
        }

        throw new InvalidOperationException("Nothing was refused.");
    }

    private static async Task UntilServedAsync(Func<Task<TestAnswer>> sendAsync)
    {
        var end = TimeProvider.System.GetUtcNow().AddSeconds(30);
        while ((await sendAsync()).Status != HttpStatusCode.OK)
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end, "It was never served again.");
        }
    }
}
