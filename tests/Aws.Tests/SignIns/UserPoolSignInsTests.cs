using System.Text.Json;
using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Aws.SignIns;
using Domicile.Sharding.Users;
using Domicile.Testing.Aws;

namespace Domicile.Aws.Tests.SignIns;

/// <summary>Users of a user pool that are erased, as moto plays Cognito.</summary>
public sealed class UserPoolSignInsTests : IAsyncLifetime
{
    private FaultyDoor door = null!;
    private SignedCalls calls = null!;
    private string pool = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        door = new FaultyDoor(await StandIns.Moto.AddressAsync());
        calls = new SignedCalls(
            TestSite.Of(door.Address),
            TimeProvider.System,
            new CallLimits { FirstPause = TimeSpan.FromMilliseconds(1), TriesMax = 3 });
        var made = await CallAsync("CreateUserPool", new JsonObject
        {
            ["PoolName"] = TestSite.NewName("domicile-eu"), ["AliasAttributes"] = new JsonArray("email"),
        });
        pool = made.GetProperty("UserPool").GetProperty("Id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        calls.Dispose();
        await door.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_erased_is_gone_from_the_pool_and_nobody_else_is()
    {
        await MakeAsync("eu-1", "eu-10");
        var signIns = new UserPoolSignIns(calls, pool);
        Assert.Null(await signIns.RemoveAsync(new UserId("eu", 1), Token));
        Assert.Equal(["eu-10"], await NamesAsync());

        // A crash before the step was written down repeats it.
        Assert.Null(await signIns.RemoveAsync(new UserId("eu", 1), Token));
        Assert.Equal(["eu-10"], await NamesAsync());
    }

    [Fact]
    public async Task A_refusal_is_told_without_the_user_and_a_silent_service_is_thrown()
    {
        var waiting = await new UserPoolSignIns(calls, "eu-west-1_missing").RemoveAsync(new UserId("eu", 7), Token);
        Assert.Contains("ResourceNotFoundException", waiting, StringComparison.Ordinal);
        Assert.DoesNotContain("eu-7", waiting, StringComparison.Ordinal);

        await MakeAsync("eu-7");
        door.Stand("AdminDeleteUser", Fault.Json("TooManyRequestsException"));
        await Assert.ThrowsAsync<AwsUnavailableException>(
            () => new UserPoolSignIns(calls, pool).RemoveAsync(new UserId("eu", 7), Token));
        door.Lift();

        // Done, and the answer lost: the next try finds nobody.
        door.Plan("AdminDeleteUser", Fault.LoseAnswer);
        Assert.Null(await new UserPoolSignIns(calls, pool).RemoveAsync(new UserId("eu", 7), Token));
        Assert.Empty(await NamesAsync());
    }

    [Theory]
    [InlineData("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a1B2c3", "eu-west-1", "eu-west-1_a1B2c3")]
    [InlineData("https://cognito-idp.eu-west-1.amazonaws.com/us-east-1_a1B2c3", null, null)]
    [InlineData("https://login.bank.example/eu-west-1_a1B2c3", null, null)]
    [InlineData("https://cognito-idp.eu-west-1.amazonaws.com.example/eu-west-1_a1B2c3", null, null)]
    [InlineData("http://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a1B2c3", null, null)]
    public void A_pool_is_read_off_the_issuer_that_it_is(string issuer, string? site, string? id)
    {
        var place = UserPoolPlace.Of(new Uri(issuer));
        Assert.Equal((site, id), (place?.Site, place?.Id));
    }

    private async Task MakeAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await CallAsync("AdminCreateUser", new JsonObject { ["UserPoolId"] = pool, ["Username"] = name });
        }
    }

    private async Task<IReadOnlyList<string?>> NamesAsync()
    {
        var users = await CallAsync("ListUsers", new JsonObject { ["UserPoolId"] = pool });
        return [.. users.GetProperty("Users").EnumerateArray().Select(one => one.GetProperty("Username").GetString())];
    }

    private Task<JsonElement> CallAsync(string operation, JsonObject parameters) =>
        calls.CallAsync(JsonService.SignIns, operation, parameters, cancellation: Token);
}
