using System.Net;
using Domicile.Server.Tests.Running;
using Domicile.Testing;

namespace Domicile.Server.Tests.Books;

/// <summary>Each test harms a region of its own.</summary>
public sealed class BehindTests
{
    [Fact]
    public async Task A_shard_that_went_back_behind_the_erasure_register_is_refused_by_name_until_it_has_caught_up()
    {
        await using var server = await TestServer.StartAsync();
        var (near, far) = await server.AddStrangersAsync();
        var (first, second) = TestServer.IsSecond(near) ? (far, near) : (near, far);

        // As a shard that was restored from a time before an erasure that it had applied; no worker knows the erasure.
        await TestSql.RunAsync(server.Books.OwnerOf("s2"), "update ledger.applied_erasure set erasure_number = -1");

        await WaitForAsync(server, "eu/s2 behind");
        var refused = (await server.SendAsync("GET", $"/v1/users/{second}")).MustBe("shard-behind", 503);
        Assert.Equal("5", refused.Headers["Retry-After"]);
        Assert.Contains("eu/s2 has applied -1 of 0 erasures", refused.Text("detail"), StringComparison.Ordinal);
        (await server.PayAsync("external", second, "1")).MustBe("shard-behind", 503);
        (await server.SendAsync("POST", "/v1/users", "{}")).MustBe("shard-behind", 503);
        Assert.Equal(HttpStatusCode.Created, (await server.PayAsync("external", first, "1")).Status);

        await TestSql.RunAsync(server.Books.OwnerOf("s2"), "update ledger.applied_erasure set erasure_number = 0");
        await WaitForAsync(server, "eu/s2 answers");
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", $"/v1/users/{second}")).Status);
    }

    [Fact]
    public async Task A_key_database_that_went_back_closes_the_region()
    {
        await using var server = await TestServer.StartAsync();
        var user = await server.AddUserAsync();
        await TestSql.RunAsync(server.Books.KeysOwner, "update keys.applied_erasure set erasure_number = -1");

        await WaitForAsync(server, "eu/keys behind");
        (await server.SendAsync("GET", $"/v1/users/{user}")).MustBe("shard-behind", 503);

        await TestSql.RunAsync(server.Books.KeysOwner, "update keys.applied_erasure set erasure_number = 0");
        await WaitForAsync(server, "eu/keys answers");
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", $"/v1/users/{user}")).Status);
    }

    private static async Task WaitForAsync(TestServer server, string wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var ready = await server.SendAsync("GET", "/health/ready");
            if (ready.Json["nodes"]!.AsArray().Any(node => $"{node!["node"]} {node["condition"]}" == wanted))
            {
                return;
            }

            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
