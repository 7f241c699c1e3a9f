using System.Net;
using System.Net.Sockets;
using System.Text;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Hosting;

public sealed class UnexpectedTests
{
    [Fact]
    public async Task After_an_error_of_our_own_the_same_request_may_be_sent_again_and_has_one_effect()
    {
        await using var server = await TestServer.StartAsync();
        var anna = await server.AddUserAsync();
        await server.PayAsync("external", anna, "5.00");
        var shard = TestServer.IsSecond(anna) ? "s2" : "s1";
        var call = new Call(Key: "again");
        await RunAsync("alter table ledger.transfer rename to hidden");
        (await server.PayAsync(anna, "external", "1.00", call)).MustBe("unexpected", 503);
        var read = (await server.SendAsync("GET", $"/v1/users/{anna}/transfers")).MustBe("unexpected", 503);
        await RunAsync("alter table ledger.hidden rename to transfer");

        var again = await server.PayAsync(anna, "external", "1.00", call);
        Assert.Equal((HttpStatusCode.Created, "4.00"), (again.Status, again.Text("balanceAfter")));
        Assert.Equal(again.Body, (await server.PayAsync(anna, "external", "1.00", call)).Body);
        await server.Program.SignalAsync("SIGTERM");
        await server.Program.WaitForEndAsync();
        var log = server.Program.Log;
        Assert.Contains($"{read.Text("instance")} unexpected: PostgresException 42P01", log, StringComparison.Ordinal);
        Assert.DoesNotContain("eu-", log, StringComparison.Ordinal);

        async Task RunAsync(string sql)
        {
            await using var database = server.Books.OwnerOf(shard).Open("test", 1);
            await using var command = database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task A_body_that_does_not_arrive_is_given_up()
    {
        await using var server = await TestServer.StartAsync();
        using var caller = new TcpClient("127.0.0.1", new Uri(server.Url).Port);
        await using var stream = caller.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.Tokens.Operator}\r\n"
            + "Idempotency-Key: k\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("request-too-slow", answer, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 1", answer, StringComparison.Ordinal);
    }
}
