using System.Net;
using System.Text.Json.Nodes;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Transfers;

public sealed class IdempotencyTests(ServerFixture fixture)
{
    private const string Replayed = "Idempotency-Replayed";

    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task The_same_key_and_body_answer_the_same_and_move_money_once()
    {
        var anna = await server.AddUserAsync();
        var call = new Call(Key: Guid.NewGuid().ToString());
        var first = await server.PayAsync("external", anna, "5.00", call);
        var second = await server.PayAsync("external", anna, "5.00", call);
        Assert.Equal((first.Status, first.Body), (second.Status, second.Body));
        Assert.Equal(first.Headers["Location"], second.Headers["Location"]);
        Assert.False(first.Headers.ContainsKey(Replayed));
        Assert.Equal("true", second.Headers[Replayed]);
        Assert.Equal("5.00", await BalanceAsync(anna));
    }

    [Fact]
    public async Task A_key_with_another_body_is_refused()
    {
        var anna = await server.AddUserAsync();
        var call = new Call(Key: Guid.NewGuid().ToString());
        await server.PayAsync("external", anna, "5.00", call);
        (await server.PayAsync("external", anna, "5.01", call)).MustBe("key-reused", 422, "Idempotency-Key");
        Assert.Equal("5.00", await BalanceAsync(anna));
    }

    [Fact]
    public async Task A_verdict_of_the_books_is_repeated_and_a_new_key_is_judged_anew()
    {
        var anna = await server.AddUserAsync();
        await server.PayAsync("external", anna, "1.00");
        var call = new Call(Key: Guid.NewGuid().ToString());
        (await server.PayAsync(anna, "external", "2.00", call)).MustBe("insufficient-funds", 422, "amount");
        await server.PayAsync("external", anna, "9.00");
        var again = (await server.PayAsync(anna, "external", "2.00", call)).MustBe("insufficient-funds", 422, "amount");
        Assert.Equal("true", again.Headers[Replayed]);
        Assert.Equal(HttpStatusCode.Created, (await server.PayAsync(anna, "external", "2.00")).Status);
    }

    [Fact]
    public async Task Twenty_at_once_with_one_key_have_one_effect()
    {
        var anna = await server.AddUserAsync();
        var call = new Call(Key: Guid.NewGuid().ToString());
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => server.PayAsync("external", anna, "5.00", call)));
        Assert.All(answers, answer =>
        {
            if (answer.Status != HttpStatusCode.Created)
            {
                answer.MustBe("key-at-work", 409, "Idempotency-Key");
            }
        });
        Assert.Single(answers, answer =>
            answer.Status == HttpStatusCode.Created && !answer.Headers.ContainsKey(Replayed));
        Assert.Equal("5.00", await BalanceAsync(anna));
    }

    [Fact]
    public async Task A_user_is_made_once_for_a_key()
    {
        const string Body = """{"name":"Anna Nováková","email":"anna@example.org","birthDate":"1970-12-13"}""";
        var call = new Call(Key: Guid.NewGuid().ToString());
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => server.SendAsync("POST", "/v1/users", Body, call)));
        var made = answers.Where(answer => answer.Status == HttpStatusCode.Created).ToList();
        Assert.NotEmpty(made);
        Assert.Single(made.Select(answer => answer.Body).Distinct());
        var again = await server.SendAsync("POST", "/v1/users", Body, call);
        Assert.Equal("true", again.Headers[Replayed]);
        Assert.True(JsonNode.DeepEquals(made[0].Json, again.Json));
        (await server.SendAsync("POST", "/v1/users", "{}", call)).MustBe("key-reused", 422, "Idempotency-Key");
    }

    private async Task<string> BalanceAsync(string user)
    {
        var answer = await server.SendAsync("GET", $"/v1/users/{user}/balances");
        return answer.Json["balances"]!.AsArray().Single()!["balance"]!.GetValue<string>();
    }
}
