using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Hosting;

public sealed class ProcessTests
{
    [Theory]
    [InlineData("SIGTERM")]
    [InlineData("SIGINT")]
    public async Task A_signal_ends_the_server_within_five_seconds_and_finishes_what_is_in_flight(string signal)
    {
        await using var server = await TestServer.StartAsync();
        var anna = await server.AddUserAsync();
        var body = $$"""{"from":"external","to":"{{anna}}","amount":"5.00","asset":"EUR"}""";
        using var caller = new TcpClient("127.0.0.1", new Uri(server.Url).Port);
        await using var stream = caller.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/transfers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.Tokens.Operator}\r\n"
            + "Idempotency-Key: k\r\nContent-Type: application/json\r\nContent-Length: "
            + $"{body.Length}\r\n\r\n{body[..10]}"));
        await server.SendAsync("GET", "/health/live");

        var watch = Stopwatch.StartNew();
        await server.Program.SignalAsync(signal);
        await RefusedAsync(server);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(body[10..]));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 201", answer, StringComparison.Ordinal);
        Assert.Contains("\"balanceAfter\":\"5.00\"", answer, StringComparison.Ordinal);
        Assert.Equal(0, await server.Program.WaitForEndAsync());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task A_caller_that_never_finishes_does_not_keep_the_server_from_ending()
    {
        await using var server = await TestServer.StartAsync();
        using var caller = new TcpClient("127.0.0.1", new Uri(server.Url).Port);
        await using var stream = caller.GetStream();
        await stream.WriteAsync("POST /v1/users HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"u8.ToArray());
        await server.SendAsync("GET", "/health/live");
        var watch = Stopwatch.StartNew();
        await server.Program.SignalAsync("SIGTERM");
        await server.Program.WaitForEndAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_clear_line_and_exit_code_1()
    {
        await using var server = await TestServer.StartAsync();
        await using var second = ServerProgram.Start("--config", server.ConfigFile);
        Assert.Equal(1, await second.WaitForEndAsync());
        Assert.Contains("already in use", Refusal(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_the_file_is_one_clear_line_and_exit_code_1()
    {
        await using var server = await TestServer.CreateAsync();
        var good = await File.ReadAllTextAsync(server.ConfigFile);
        await RefusedAsync("Could not find file", null);
        await RefusedAsync("is not a server file", "{");
        await RefusedAsync("is not a server file", "{}");
        await RefusedAsync("is not a server file", Change(good, "region", null));
        await RefusedAsync("url 'http://0.0.0.0:5080'", Change(good, "url", "http://0.0.0.0:5080"));
        await RefusedAsync("url 'https://127.0.0.1'", Change(good, "url", "https://127.0.0.1"));
        await RefusedAsync("tokenPublicKey", Change(good, "tokenPublicKey", "-----BEGIN NONSENSE-----"));
        await RefusedAsync("/nowhere/hash.key", Change(good, "hashKeyFile", "/nowhere/hash.key"));
        await RefusedAsync("holds no wrapping key", Change(good, "wrappingKeyFolder", "/nowhere"));

        async Task RefusedAsync(string reason, string? json)
        {
            var file = Path.Combine(Path.GetDirectoryName(server.ConfigFile)!, "wrong.json");
            File.Delete(file);
            if (json is not null)
            {
                await File.WriteAllTextAsync(file, json);
            }

            await using var program = ServerProgram.Start("--config", file);
            Assert.Equal(1, await program.WaitForEndAsync());
            Assert.Contains(reason, Refusal(program), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Wrong_arguments_are_told_the_right_ones()
    {
        foreach (var arguments in new string[][] { [], ["--config"], ["--confg", "x"], ["--config", "a", "b"] })
        {
            await using var program = ServerProgram.Start(arguments);
            Assert.Equal(1, await program.WaitForEndAsync());
            Assert.Contains("--config FILE", Refusal(program), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_log_names_no_user_and_repeats_nothing_that_a_caller_sent()
    {
        await using var server = await TestServer.StartAsync();
        await server.SendAsync("POST", "/v1/users", """{"name":"Anna Secret","email":"anna@secret.org"}""");
        await server.SendAsync("POST", "/v1/users", """{"name":"Anna Secret","secret":1}""", new(Key: "secret"));
        await server.SendAsync("GET", "/v1/users/eu-0?secret=1");
        await server.SendAsync("GET", "/v1/users/eu-777/transfers/secret");
        await server.SendAsync("GET", "/secret/eu-778", options: new(server.Tokens.Make("secret", "secret")));
        await server.SendAsync("SECRET", "/v1/assets");
        await server.PayAsync("external", "eu-779", "1");
        await server.Program.SignalAsync("SIGTERM");
        await server.Program.WaitForEndAsync();
        var log = server.Program.Log;
        Assert.Contains("GET /v1/users/{id} 400 field-unknown", log, StringComparison.Ordinal);
        Assert.DoesNotContain("eu-", log, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", log, StringComparison.OrdinalIgnoreCase);
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("listening", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Matches("^[0-9-]{10}T[0-9:.]{12}Z (info|warn): ", line));
    }

    private static string Refusal(ServerProgram program)
    {
        var line = Assert.Single(program.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("The server does not start: ", line, StringComparison.Ordinal);
        return line;
    }

    private static string Change(string json, string name, string? value)
    {
        var file = JsonNode.Parse(json)!;
        file[name] = value;
        return file.ToJsonString();
    }

    // The signal has arrived when nobody can connect any more.
    private static async Task RefusedAsync(TestServer server)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", new Uri(server.Url).Port);
                await Task.Yield();
            }
            catch (SocketException)
            {
                return;
            }
        }

        Assert.Fail("The server goes on listening after the signal.");
    }
}
