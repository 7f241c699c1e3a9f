using System.Net;
using Domicile.Testing;

namespace Domicile.Server.Tests.Clouds.Faults;

/// <summary>A function that its runtime froze, as a process that was stopped.</summary>
[Collection(nameof(CloudCollection))]
public sealed class CloudStandstillTests(CloudWorld world)
{
    [Fact]
    public async Task After_a_standstill_in_which_all_was_cut_a_request_has_its_effect_once_and_new_keys_count()
    {
        var before = CloudCaller.OfEu(world);
        var anna = await before.AddUserAsync("10.00");
        await world.EuProgram.SignalAsync("STOP");
        await TestSql.RunAsync(
            world.EuNode.Database("postgres").Admin,
            "select pg_terminate_backend(pid) from pg_stat_activity "
            + "where datname in ('register', 'keys', 's1') and backend_type = 'client backend'");
        world.EuIssuer.Rotate();
        await world.EuProgram.SignalAsync("CONT");

        var eu = CloudCaller.OfEu(world);
        var order = $$"""{"from":"external","to":"{{anna}}","amount":"1.00","asset":"EUR"}""";
        var key = Guid.NewGuid().ToString();
        var answer = await eu.PostAsync("/v1/transfers", order, key);
        if (answer.Status != HttpStatusCode.Created)
        {
            // So short a standstill cannot be told from a node that has just started again.
            answer.MustBe("unavailable", 503);
            answer = await eu.PostAsync("/v1/transfers", order, key);
        }

        Assert.True(answer.Status == HttpStatusCode.Created, answer.Body + world.EuProgram.Log);
        await world.Runtime.RunUntilAsync(async () =>
            (await eu.GetAsync($"/v1/users/{anna}/balances")).Status == HttpStatusCode.OK);
        Assert.Equal("11.00", await eu.BalanceAsync(anna));
        (await before.GetAsync("/v1/assets")).MustBe("token-invalid", 401, "Authorization");

        // The workers' function lost its connections too.
        await world.Runtime.TickAsync();
        var tick = await world.Runtime.TickAsync();
        Assert.Equal((HttpStatusCode.OK, "[]"), (tick.Status, tick.Json["failed"]!.ToJsonString()));
    }
}
