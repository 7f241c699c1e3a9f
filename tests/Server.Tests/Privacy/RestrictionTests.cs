using System.Net;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Privacy;

public sealed class RestrictionTests(ServerFixture fixture)
{
    private const string Because = """{"reason":"I dispute the balance."}""";

    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task A_restricted_user_is_shown_as_such_and_moves_nothing_until_it_is_lifted()
    {
        var (anna, bob) = await server.AddNeighboursAsync();
        var own = new Call(server.Tokens.Of(anna));
        await server.PayAsync("external", anna, "10.00");
        var restricted = await server.SendAsync("POST", $"/v1/users/{anna}/restriction", Because, own);
        Assert.Equal(HttpStatusCode.OK, restricted.Status);
        Assert.NotEmpty(restricted.Text("restrictedAt"));

        (await server.PayAsync(anna, bob, "1.00")).MustBe("user-restricted", 422);
        (await server.PayAsync("external", anna, "1.00")).MustBe("user-restricted", 422);
        (await server.SendAsync("DELETE", $"/v1/users/{anna}/restriction", options: own)).MustBe("not-allowed", 403);
        Assert.Equal(
            restricted.Text("restrictedAt"), (await server.SendAsync("GET", $"/v1/users/{anna}")).Text("restrictedAt"));

        var lifted = await server.SendAsync("DELETE", $"/v1/users/{anna}/restriction");
        Assert.Null(lifted.Json["restrictedAt"]);
        Assert.Equal(HttpStatusCode.Created, (await server.PayAsync(anna, bob, "1.00")).Status);
    }

    [Fact]
    public async Task A_payer_on_another_shard_gets_the_money_back_with_the_reason()
    {
        var (payer, payee) = await server.AddStrangersAsync();
        await server.PayAsync("external", payer, "10.00");
        await server.SendAsync("POST", $"/v1/users/{payee}/restriction", Because);

        var sent = await server.PayAsync(payer, payee, "1.00");
        Assert.Equal(HttpStatusCode.Accepted, sent.Status);
        TestAnswer ended;
        do
        {
            ended = await server.SendAsync(
                "GET",
                $"/v1/users/{payer}/transfers/{sent.Text("id")}",
                options: new(server.Tokens.Operator));
        }
        while (ended.Text("state") == "in-transit");

        Assert.Equal(("refunded", "user-restricted"), (ended.Text("state"), ended.Text("refusal")));
        var balances = await server.SendAsync("GET", $"/v1/users/{payer}/balances");
        Assert.Equal("10.00", balances.Json["balances"]![0]!["balance"]!.GetValue<string>());
    }
}
