using System.Net;
using System.Text.Json.Nodes;
using Domicile.Testing.Aws;

namespace Domicile.Server.Tests.Clouds.Faults;

/// <summary>Two whole regions while services of AWS refuse, repeat, or are away: nothing is lost or doubled.</summary>
[Collection(nameof(CloudCollection))]
public sealed class CloudFaultTests(CloudWorld world) : IDisposable
{
    private readonly CloudCaller eu = CloudCaller.OfEu(world);
    private readonly CloudCaller us = CloudCaller.OfUs(world);

    public void Dispose()
    {
        world.EuDoor.Lift();
        world.UsDoor.Lift();
        world.Runtime.IsRough = false;
    }

    [Fact]
    public async Task While_queues_are_throttled_money_waits_in_sight_and_then_arrives_once()
    {
        var (anna, bob) = (await eu.AddUserAsync("10.00"), await us.AddUserAsync());
        world.EuDoor.Stand("SendMessageBatch", Fault.Json("RequestThrottled"));
        world.UsDoor.Stand("SendMessageBatch", Fault.Json("RequestThrottled"));
        var before = Sendings(world.EuDoor);
        var paid = CloudCaller.Good(await eu.PayAsync(anna, bob, "4.00"));
        await world.Runtime.TickAsync();
        Assert.True(Sendings(world.EuDoor) > before, "Nobody tried to send.");
        Assert.Equal(("in-transit", ""), (await eu.StateAsync(anna, paid.Text("id")), await us.BalanceAsync(bob)));

        // The other region hears of it now, and cannot answer yet.
        world.EuDoor.Lift();
        await world.Runtime.RunUntilAsync(async () => await us.BalanceAsync(bob) == "4.00");
        Assert.Equal("in-transit", await eu.StateAsync(anna, paid.Text("id")));
        world.UsDoor.Lift();
        await world.Runtime.RunUntilAsync(async () => await eu.StateAsync(anna, paid.Text("id")) == "completed");

        Assert.Equal(("6.00", "4.00"), (await eu.BalanceAsync(anna), await us.BalanceAsync(bob)));
    }

    [Fact]
    public async Task Messages_that_come_twice_and_out_of_order_count_once()
    {
        const int Count = 5;
        var (anna, bob) = (await eu.AddUserAsync("50.00"), await us.AddUserAsync("50.00"));
        foreach (var door in new[] { world.EuDoor, world.UsDoor })
        {
            door.Stand("SendMessageBatch", Fault.Repeat);
            door.Stand("ReceiveMessage", Fault.Alter(Reverse));
        }

        world.Runtime.IsRough = true;
        var paid = new List<(CloudCaller By, string User, string Transfer)>();
        for (var number = 0; number < Count; number++)
        {
            paid.Add((eu, anna, CloudCaller.Good(await eu.PayAsync(anna, bob, "3.00")).Text("id")));
            paid.Add((us, bob, CloudCaller.Good(await us.PayAsync(bob, anna, "1.00")).Text("id")));
        }

        await world.Runtime.RunUntilAsync(async () =>
        {
            var states = await Task.WhenAll(paid.Select(one => one.By.StateAsync(one.User, one.Transfer)));
            return states.All(state => state == "completed");
        });
        await world.Runtime.RunUntilEmptyAsync("domicile-eu");
        world.Runtime.IsRough = false;

        Assert.True(world.Runtime.RepeatedCount > 0, "No message came twice.");
        Assert.Equal(("40.00", "60.00"), (await eu.BalanceAsync(anna), await us.BalanceAsync(bob)));
    }

    [Theory]
    [InlineData("ThrottlingException", "unavailable")]
    [InlineData("AccessDeniedException", "service-refused")]
    public async Task While_KMS_does_not_wrap_no_user_is_half_made(string code, string problem)
    {
        var (key, before) = (Guid.NewGuid().ToString(), await CountUsersAsync());
        world.EuDoor.Stand("Encrypt", Fault.Json(code));
        var refused = await eu.PostAsync("/v1/users", """{"name":"Anna"}""", key);
        refused.MustBe(problem, 503);
        Assert.Equal(before, await CountUsersAsync());

        world.EuDoor.Lift();
        var made = CloudCaller.Good(await eu.PostAsync("/v1/users", """{"name":"Anna"}""", key));
        var again = CloudCaller.Good(await eu.PostAsync("/v1/users", """{"name":"Anna"}""", key));

        Assert.Equal(made.Text("id"), again.Text("id"));
        Assert.Equal("Anna", (await eu.GetAsync($"/v1/users/{made.Text("id")}")).Text("name"));
        Assert.Equal((before.Books + 1, before.Keys + 1), await CountUsersAsync());
    }

    [Theory]
    [InlineData("AccessDenied", 403)]
    [InlineData("SlowDown", 503)]
    public async Task While_S3_takes_nothing_documents_wait_and_then_are_there(string code, int status)
    {
        const string Bucket = "domicile-eu-audit-000000000000";
        world.EuDoor.Stand("PUT", Fault.Xml(code, status));
        var anna = await eu.AddUserAsync("10.00");
        var before = world.EuDoor.Calls.Count(call => call == "PUT");
        await world.Runtime.RunUntilAsync(
            () => Task.FromResult(world.EuDoor.Calls.Count(call => call == "PUT") > before));
        Assert.DoesNotContain(anna, await world.Eu.ListAsync(Bucket), StringComparison.Ordinal);

        world.EuDoor.Lift();
        await world.Runtime.RunUntilAsync(async () =>
            (await world.Eu.ListAsync(Bucket)).Contains(anna, StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_parameters_and_secrets_are_away_a_server_goes_on_with_what_it_knows()
    {
        var anna = await eu.AddUserAsync("10.00");
        foreach (var call in new[] { "GetParameter", "GetParametersByPath", "GetSecretValue" })
        {
            world.EuDoor.Stand(call, Fault.Reset);
        }

        CloudCaller.Good(await eu.PayAsync("external", anna, "1.00"));
        Assert.Equal("11.00", await eu.BalanceAsync(anna));
        Assert.Equal(HttpStatusCode.OK, (await world.Runtime.TickAsync()).Status);
    }

    private static int Sendings(FaultyDoor door) => door.Calls.Count(call => call == "SendMessageBatch");

    private static string Reverse(string answer)
    {
        var changed = JsonNode.Parse(answer)!;
        if (changed["Messages"] is JsonArray messages)
        {
            changed["Messages"] = new JsonArray([.. messages.Reverse().Select(message => message!.DeepClone())]);
        }

        return changed.ToJsonString();
    }

    private async Task<(long Books, long Keys)> CountUsersAsync() => (
        await world.CountAsync(world.EuBooks.OwnerOf("s1"), "select count(*) from ledger.book"),
        await world.CountAsync(world.EuBooks.KeysOwner, "select count(*) from keys.user_key"));
}
