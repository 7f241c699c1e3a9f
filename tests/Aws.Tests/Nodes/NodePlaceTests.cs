using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Aws.Nodes;
using Domicile.Testing.Aws;

namespace Domicile.Aws.Tests.Nodes;

/// <summary>The parameter by which a site's servers find a node.</summary>
public sealed class NodePlaceTests : IAsyncLifetime
{
    private readonly string region = TestSite.NewName("eu");
    private SignedCalls calls = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        calls = new SignedCalls(TestSite.Of(await StandIns.Moto.AddressAsync()), TimeProvider.System);

    public ValueTask DisposeAsync()
    {
        calls.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Only_the_primary_is_changed_and_only_when_it_is_another()
    {
        await PutAsync("""{"primary":"old.example:5432","readers":["near.example:5432"],"secret":"a/{role}"}""");
        var place = new NodePlace(calls, region, "s1");

        Assert.True(await place.WriteAsync("new.example:5432", Token));
        Assert.False(await place.WriteAsync("new.example:5432", Token));

        Assert.Equal("new.example:5432", await place.ReadAsync(Token));
        Assert.Equal(
            ("""{"primary":"new.example:5432","readers":["near.example:5432"],"secret":"a/{role}"}""", 2),
            await StandingAsync());
    }

    [Theory]
    [InlineData("not json", "is not the JSON that it should be")]
    [InlineData("[]", "is no JSON object")]
    [InlineData("""{"readers":[]}""", "has no primary")]
    public async Task What_describes_no_node_is_refused_and_left(string text, string why)
    {
        await PutAsync(text);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(
            () => new NodePlace(calls, region, "s1").WriteAsync("new.example:5432", Token));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal((text, 1), await StandingAsync());
    }

    /// <summary>The parameter's text, and how often it was written.</summary>
    private async Task<(string? Text, int Version)> StandingAsync()
    {
        var answer = await calls.CallAsync(
            JsonService.Parameters,
            "GetParameter",
            new JsonObject { ["Name"] = $"/domicile/{region}/nodes/s1" },
            cancellation: Token);
        var parameter = answer.GetProperty("Parameter");
        return (parameter.GetProperty("Value").GetString(), parameter.GetProperty("Version").GetInt32());
    }

    private Task PutAsync(string text) => calls.CallAsync(
        JsonService.Parameters,
        "PutParameter",
        new JsonObject { ["Name"] = $"/domicile/{region}/nodes/s1", ["Value"] = text, ["Type"] = "String" },
        cancellation: Token);
}
