using System.Net;
using Domicile.Server.Tests.Running;
using Domicile.Sharding.Topology;
using Domicile.Testing;

namespace Domicile.Server.Tests.Health;

/// <summary>Each test harms a region of its own.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_shard_that_does_not_answer_is_named_and_the_others_are_served()
    {
        await using var server = await TestServer.CreateAsync();
        var nodes = server.Books.Server;
        server.Write(nodes with { Shards = [nodes.Shards[0], Dead(nodes.Shards[1])] });
        await server.RunAsync();

        var ready = await server.SendAsync("GET", "/health/ready");
        Assert.Equal((HttpStatusCode.OK, "ready in part"), (ready.Status, ready.Text("status")));
        Assert.Equal(
            ["eu/register answers", "eu/keys answers", "eu/s1 answers", "eu/s2 not-seen"], Nodes(ready.Json["nodes"]!));
        (await server.SendAsync("GET", "/v1/users/eu-1")).MustBe("user-unknown", 404);
        var silent = (await server.SendAsync("GET", "/v1/users/eu-30001")).MustBe("unavailable", 503);
        Assert.Contains("eu/s2", silent.Text("detail"), StringComparison.Ordinal);
        (await server.PayAsync("external", "eu-30001", "1")).MustBe("unavailable", 503);
    }

    [Fact]
    public async Task Without_a_register_or_without_any_primary_it_is_alive_and_not_ready()
    {
        await using var server = await TestServer.CreateAsync();
        var nodes = server.Books.Server;
        server.Write(nodes with { Register = Dead(nodes.Register) });
        await server.RunAsync(untilReady: false);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/health/live")).Status);
        var ready = (await server.SendAsync("GET", "/health/ready")).MustBe("unavailable", 503);
        Assert.Contains("eu/register not-seen", Nodes(ready.Json["nodes"]!));
        (await server.SendAsync("GET", "/v1/assets")).MustBe("unavailable", 503);
        (await server.PayAsync("external", "eu-1", "1")).MustBe("unavailable", 503);

        await using var other = await TestServer.CreateAsync();
        nodes = other.Books.Server;
        other.Write(nodes with { Shards = [.. nodes.Shards.Select(Dead)] });
        await other.RunAsync(untilReady: false);
        var empty = (await other.SendAsync("GET", "/health/ready")).MustBe("unavailable", 503);
        Assert.Contains("eu/register answers", Nodes(empty.Json["nodes"]!));
    }

    [Fact]
    public async Task A_shard_with_a_schema_that_the_server_does_not_know_is_not_served_until_it_is_known_again()
    {
        await using var server = await TestServer.StartAsync();
        var (near, far) = await server.AddStrangersAsync();
        var (first, second) = TestServer.IsSecond(near) ? (far, near) : (near, far);
        await RunAsync(
            server.Books.OwnerOf("s2"),
            "insert into sharding.migration values ('ledger.shard', 999, '0999_x.sql', 'x', now(), 'tests')");

        var ready = await server.SendAsync("GET", "/health/ready");
        Assert.Contains("eu/s2 schema-unknown", Nodes(ready.Json["nodes"]!));
        var refused = (await server.SendAsync("GET", $"/v1/users/{second}")).MustBe("shard-not-served", 503);
        Assert.Contains("eu/s2", refused.Text("detail"), StringComparison.Ordinal);
        (await server.PayAsync("external", second, "1")).MustBe("shard-not-served", 503);
        (await server.PayAsync(second, "external", "1")).MustBe("shard-not-served", 503);
        (await server.SendAsync("POST", "/v1/users", "{}")).MustBe("shard-not-served", 503);
        Assert.Equal(HttpStatusCode.Created, (await server.PayAsync("external", first, "1")).Status);

        await RunAsync(server.Books.OwnerOf("s2"), "delete from sharding.migration where number = 999");
        Assert.Equal("ready", (await server.SendAsync("GET", "/health/ready")).Text("status"));
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", $"/v1/users/{second}")).Status);
    }

    [Fact]
    public async Task A_region_whose_register_has_an_unknown_schema_is_not_served_at_all()
    {
        await using var server = await TestServer.CreateAsync();
        await RunAsync(
            server.Books.Owner.Register,
            "insert into sharding.migration values ('sharding.register', 999, '0999_x.sql', 'x', now(), 'tests')");
        await server.RunAsync(untilReady: false);
        (await server.SendAsync("GET", "/health/ready")).MustBe("unavailable", 503);
        (await server.SendAsync("GET", "/v1/assets")).MustBe("shard-not-served", 503);
    }

    private static IEnumerable<string> Nodes(System.Text.Json.Nodes.JsonNode nodes) => nodes.AsArray()
        .Select(node => $"{node!["node"]!.GetValue<string>()} {node["condition"]!.GetValue<string>()}");

    private static ShardNodes Dead(ShardNodes shard) => shard with { Primary = Dead(shard.Primary) };

    private static NodeAddress Dead(NodeAddress address) => address with { Port = TestNode.FreePort() };

    private static async Task RunAsync(NodeAddress address, string sql)
    {
        await using var source = address.Open("test", 1);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
