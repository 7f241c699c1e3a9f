using System.Net;
using Domicile.Server.Access.Issuers;
using Domicile.Server.Books;
using Domicile.Server.Tests.Access.Issuers;
using Domicile.Server.Tests.Running;
using Domicile.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Domicile.Server.Tests.Events;

/// <summary>What changes while a function stands still is known before its next answer.</summary>
public sealed class StandstillTests : IAsyncLifetime
{
    private static readonly TimeSpan Sleep = TimeSpan.FromMinutes(10);

    private readonly TestTokens tokens = new("eu");
    private Standstill? function;

    private Standstill Function => function ?? throw new InvalidOperationException("It was not started.");

    public async ValueTask InitializeAsync() => function = await Standstill.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Function.DisposeAsync();
        tokens.Dispose();
    }

    [Fact]
    public async Task The_first_request_is_served_over_new_connections_by_the_login_of_now()
    {
        var anna = await Function.AddUserAsync("10.00");
        await Function.AddSecondLoginAsync();
        foreach (var (number, call) in Calls(anna).Index())
        {
            // Two rotations: a login that was known before has another password now.
            await Function.RotateAsync("domicile_server_b", $"b{number}");
            await Function.RotateAsync("domicile_server", $"a{number}");
            await Function.CutAsync();
            Function.Time.Leap(Sleep);

            var answer = await call();

            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, $"{number}: {answer.Body}");
        }
    }

    [Fact]
    public async Task A_shard_that_went_back_behind_the_erasure_register_is_refused_by_the_first_request()
    {
        var anna = await Function.AddUserAsync("10.00");
        foreach (var shard in new[] { "s1", "s2" })
        {
            await TestSql.RunAsync(
                Function.Books.OwnerOf(shard), "update ledger.applied_erasure set erasure_number = -1");
        }

        await Function.CutAsync();
        Function.Time.Leap(Sleep);

        (await Function.GetAsync($"/v1/users/{anna}/balances")).MustBe("shard-behind", 503);
    }

    [Fact]
    public async Task A_map_that_has_changed_is_known_to_the_first_request()
    {
        var anna = await Function.AddUserAsync("10.00");
        var router = Function.Server.Services.GetRequiredService<RegionBooks>().Ledger.Router;
        var before = router.Map.Version;
        await TestSql.RunAsync(
            Function.Books.Owner.Register, "update sharding.region set map_version = map_version + 1");
        Function.Time.Leap(Sleep);

        await Function.GetAsync($"/v1/users/{anna}/balances");

        Assert.Equal(before + 1, router.Map.Version);
    }

    [Fact]
    public async Task A_replica_that_fell_behind_is_not_read_as_it_was_seen_before()
    {
        var anna = await Function.AddUserAsync("10.00");
        await WaitForReplicaAsync(anna);
        await TestSql.RunAsync(Function.Replica.Database("postgres").Admin, "select pg_wal_replay_pause()");

        // Another process writes meanwhile.
        await using (var other = await PartsServer.StartAsync(
            Function.Books, LocalTrusts.Of(tokens), parts => parts))
        {
            await other.SendAsync(
                "POST",
                "/v1/transfers",
                tokens.Operator,
                $$"""{"from":"external","to":"{{anna}}","amount":"1.00","asset":"EUR"}""");
        }

        Function.Time.Leap(Sleep);
        var read = await Function.GetAsync($"/v1/users/{anna}/transfers");

        Assert.Equal("primary", read.Headers["Domicile-Served-By"]);
        Assert.Contains("1.00", read.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_the_issuer_withdrew_is_not_believed_and_its_new_one_is()
    {
        await Function.AddUserAsync("10.00");
        var old = Function.Token;
        Function.Issuer.Rotate();
        Function.Time.Leap(IssuerKeys.FreshFor);

        (await Function.Server.SendAsync("GET", "/v1/assets", old)).MustBe("token-invalid", 401, "Authorization");
        Assert.Equal(HttpStatusCode.OK, (await Function.GetAsync("/v1/assets")).Status);
    }

    private Func<Task<TestAnswer>>[] Calls(string user) =>
    [
        () => Function.PostAsync("/v1/users", "{}"),
        () => Function.PayAsync(user, "1.00"),
        () => Function.GetAsync($"/v1/users/{user}"),
        () => Function.GetAsync($"/v1/users/{user}/balances"),
        () => Function.GetAsync($"/v1/users/{user}/transfers"),
        () => Function.GetAsync("/v1/assets"),
    ];

    private async Task WaitForReplicaAsync(string user)
    {
        var start = TimeProvider.System.GetTimestamp();
        while ((await Function.GetAsync($"/v1/users/{user}/transfers")).Headers["Domicile-Served-By"] != "replica")
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(1), "No replica was read.");
            Function.Time.Leap(TimeSpan.FromSeconds(1));
        }
    }
}
