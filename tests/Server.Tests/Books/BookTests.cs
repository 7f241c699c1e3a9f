using System.Net;
using System.Text.Json.Nodes;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Books;

public sealed class BookTests(ServerFixture fixture)
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task A_user_is_made_with_all_details_and_shown_to_operators_and_to_itself()
    {
        const string Body = """{"name":"Jürgen 文子 🎉","email":"j@example.org","birthDate":"1970-12-13"}""";
        var made = await server.SendAsync("POST", "/v1/users", Body);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("Jürgen 文子 🎉", made.Text("name"));
        Assert.Equal("1970-12-13", made.Text("birthDate"));
        Assert.EndsWith("Z", made.Text("createdAt"), StringComparison.Ordinal);
        var location = made.Headers["Location"];
        Assert.Equal($"/v1/users/{made.Text("id")}", location);
        foreach (var token in new[] { server.Tokens.Operator, server.Tokens.Of(made.Text("id")) })
        {
            var seen = await server.SendAsync("GET", location, options: new(token));
            Assert.True(JsonNode.DeepEquals(made.Json, seen.Json));
        }
    }

    [Fact]
    public async Task Every_detail_may_be_left_out_or_null()
    {
        foreach (var body in new[] { "{}", """{"name":null,"email":null,"birthDate":null}""", """{"name":""}""" })
        {
            var made = await server.SendAsync("POST", "/v1/users", body);
            Assert.Equal(HttpStatusCode.Created, made.Status);
            Assert.Null(made.Json["name"]);
        }
    }

    [Fact]
    public async Task A_wallet_is_opened_once_and_listed()
    {
        var anna = await server.AddUserAsync();
        var own = new Call(server.Tokens.Of(anna));
        var opened = await server.SendAsync("POST", $"/v1/users/{anna}/accounts", """{"asset":"KWD"}""", own);
        Assert.Equal(HttpStatusCode.Created, opened.Status);
        Assert.Equal(
            ("wallet-KWD", "wallet", "KWD", "0.000", "0.000"),
            (
                opened.Text("account"),
                opened.Text("kind"),
                opened.Text("asset"),
                opened.Text("balance"),
                opened.Text("minimum")));
        var again = await server.SendAsync("POST", $"/v1/users/{anna}/accounts", """{"asset":"KWD"}""", own);
        Assert.Equal((HttpStatusCode.OK, opened.Body), (again.Status, again.Body));
        var list = await server.SendAsync("GET", opened.Headers["Location"], options: own);
        Assert.True(JsonNode.DeepEquals(opened.Json, list.Json["accounts"]!.AsArray().Single()));
    }

    [Fact]
    public async Task A_minimum_below_zero_lets_a_wallet_go_into_debt_down_to_it()
    {
        var anna = await server.AddUserAsync();
        await server.SendAsync("POST", $"/v1/users/{anna}/accounts", """{"asset":"EUR"}""");
        var set = await server.SendAsync("PATCH", $"/v1/users/{anna}/accounts/wallet-EUR", """{"minimum":"-10.00"}""");
        Assert.Equal((HttpStatusCode.OK, "-10.00"), (set.Status, set.Text("minimum")));
        Assert.Equal(HttpStatusCode.Created, (await server.PayAsync(anna, "external", "10.00")).Status);
        (await server.PayAsync(anna, "external", "0.01")).MustBe("insufficient-funds", 422, "amount");
        var balances = await server.SendAsync("GET", $"/v1/users/{anna}/balances");
        Assert.Equal(
            """{"balances":[{"asset":"EUR","balance":"-10.00","minimum":"-10.00"}]}""", balances.Json.ToJsonString());
    }

    [Fact]
    public async Task The_accounts_of_a_book_add_up_to_zero()
    {
        var (anna, bob) = await server.AddNeighboursAsync();
        await server.PayAsync("external", anna, "7.00");
        await server.PayAsync(anna, bob, "3.00");
        var list = await server.SendAsync("GET", $"/v1/users/{anna}/accounts");
        var accounts = list.Json["accounts"]!.AsArray();
        Assert.Equal(
            ["wallet-EUR", "external-EUR", "sent-EUR"],
            accounts.Select(account => account!["account"]!.GetValue<string>()));
        Assert.Equal(0m, accounts.Sum(account => decimal.Parse(account!["balance"]!.GetValue<string>())));
    }

    [Fact]
    public async Task An_asset_is_added_once_and_never_changed()
    {
        var code = "T" + Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();
        var added = await server.SendAsync("POST", "/v1/assets", $$"""{"code":"{{code}}","scale":9}""");
        Assert.Equal(HttpStatusCode.Created, added.Status);
        var again = await server.SendAsync("POST", "/v1/assets", $$"""{"code":"{{code}}","scale":9}""");
        Assert.Equal((HttpStatusCode.OK, added.Body), (again.Status, again.Body));
        (await server.SendAsync("POST", "/v1/assets", $$"""{"code":"{{code}}","scale":8}"""))
            .MustBe("asset-exists", 409, "scale");
        var list = await server.SendAsync(
            "GET", "/v1/assets", options: new(server.Tokens.Of(await server.AddUserAsync())));
        Assert.Contains(list.Json["assets"]!.AsArray(), asset => JsonNode.DeepEquals(asset, added.Json));
        Assert.Contains(list.Json["assets"]!.AsArray(), asset => asset!["code"]!.GetValue<string>() == "DREAM");
    }
}
