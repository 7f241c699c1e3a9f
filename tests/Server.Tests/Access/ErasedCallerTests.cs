using System.Diagnostics;
using System.Net;
using Domicile.Server.Tests.Running;
using Domicile.Testing;

namespace Domicile.Server.Tests.Access;

public sealed class ErasedCallerTests
{
    [Fact]
    public async Task An_erased_users_token_is_refused_soon_and_the_key_that_made_it_makes_nobody_again()
    {
        await using var server = await TestServer.StartAsync();
        const string Key = "made-once";
        var made = await server.SendAsync("POST", "/v1/users", """{"name":"Anna"}""", new(Key: Key));
        var anna = made.Text("id");
        var token = new Call(Token: server.Tokens.Of(anna));
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", $"/v1/users/{anna}", null, token)).Status);

        var number = anna[3..];
        await TestSql.RunAsync(
            server.Books.Owner.Register,
            $"insert into ledger.erasure (erasure_number, user_number) values (1, {number})");
        await TestSql.RunAsync(server.Books.KeysOwner, $"select from keys.destroy_user_key({number}, 1)");
        foreach (var shard in server.Books.Owner.Shards)
        {
            await TestSql.RunAsync(shard.Primary, "update ledger.applied_erasure set erasure_number = 1");
        }

        var waited = Stopwatch.StartNew();
        TestAnswer answer;
        do
        {
            answer = await server.SendAsync("GET", $"/v1/users/{anna}/accounts", null, token);
        }
        while (answer.Status == HttpStatusCode.OK && waited.Elapsed < TimeSpan.FromSeconds(5));

        answer.MustBe("user-erased", 410, "Authorization");
        Assert.Equal(
            HttpStatusCode.OK, (await server.SendAsync("GET", $"/v1/users/{anna}/accounts")).Status);
        (await server.SendAsync("POST", "/v1/users", """{"name":"Anna"}""", new(Key: Key))).MustBe("user-erased", 410);
    }
}
