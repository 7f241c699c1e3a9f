using System.Net;
using System.Text.Json.Nodes;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Transfers;

public sealed class TransferTests(ServerFixture fixture)
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task Money_comes_in_moves_between_neighbours_and_goes_out()
    {
        var (anna, bob) = await server.AddNeighboursAsync();
        var came = await server.PayAsync("external", anna, "12.34");
        Assert.Equal(HttpStatusCode.Created, came.Status);
        Assert.Equal("12.34", came.Text("balanceAfter"));
        Assert.Equal($"/v1/users/{anna}/transfers/{came.Text("id")}", came.Headers["Location"]);
        var moved = await server.PayAsync(anna, bob, "2.34", new(server.Tokens.Of(anna)));
        Assert.Equal("10.00", moved.Text("balanceAfter"));
        var went = await server.PayAsync(bob, "external", "0.34", new(server.Tokens.Of(bob)));
        Assert.Equal("2.00", went.Text("balanceAfter"));

        var seen = await server.SendAsync("GET", moved.Headers["Location"], options: new(server.Tokens.Of(anna)));
        Assert.Equal(moved.Body, seen.Body);
    }

    [Fact]
    public async Task A_transfer_keeps_its_reference_and_the_date_that_an_operator_gave()
    {
        var anna = await server.AddUserAsync();
        var answer = await server.SendAsync(
            "POST",
            "/v1/transfers",
            $$"""
            {"from":"external","to":"{{anna}}","amount":"1.00","asset":"EUR","reference":"Grüße 🎉 \"1\"",
             "effectiveAt":"1996-07-28T02:00:00.5+02:00"}
            """);
        Assert.Equal("Grüße 🎉 \"1\"", answer.Text("reference"));
        Assert.Equal("1996-07-28T00:00:00.5Z", answer.Text("effectiveAt"));
        var list = await server.SendAsync("GET", $"/v1/users/{anna}/transfers", options: new(server.Tokens.Of(anna)));
        Assert.True(JsonNode.DeepEquals(answer.Json, list.Json["transfers"]![0]));
        Assert.Null(list.Json["nextCursor"]);
    }

    [Fact]
    public async Task Every_form_of_a_transfer_answers_with_the_same_fields()
    {
        var anna = await server.AddUserAsync();
        var answer = await server.PayAsync("external", anna, "5.00");
        Assert.Equal(
            [
                "id", "from", "to", "amount", "asset", "state", "refusal", "reference", "postingNumber", "bookedAt",
                "effectiveAt", "balanceAfter",
            ],
            answer.Json.AsObject().Select(field => field.Key));
        Assert.Equal("completed", answer.Text("state"));
        Assert.Equal(1, answer.Json["postingNumber"]!.GetValue<int>());
    }

    [Fact]
    public async Task Statistics_sum_up_what_came_and_went_today_and_in_all()
    {
        var (anna, bob) = await server.AddNeighboursAsync();
        await server.PayAsync("external", anna, "100.00");
        await server.PayAsync(anna, bob, "30.00");
        await server.PayAsync(anna, "external", "0.01");
        var answer = await server.SendAsync(
            "GET", $"/v1/users/{anna}/statistics", options: new(server.Tokens.Of(anna)));
        var euro = answer.Json["assets"]!.AsArray().Single()!;
        Assert.Equal("EUR", euro["asset"]!.GetValue<string>());
        const string Expected = """{"inCount":1,"inSum":"100.00","outCount":2,"outSum":"30.01"}""";
        Assert.Equal(Expected, euro["today"]!.ToJsonString());
        Assert.Equal(Expected, euro["total"]!.ToJsonString());
    }
}
