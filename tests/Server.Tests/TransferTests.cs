using System.Net;

namespace Domicile.Server.Tests;

public sealed class TransferTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task Money_comes_in_moves_between_neighbours_and_goes_out()
    {
        var (anna, bob) = await server.AddNeighboursAsync();
        var came = await server.PayAsync("external", anna, "12.34");
        Assert.Equal(HttpStatusCode.Created, came.Status);
        Assert.Equal("12.34", came.Text("balanceAfter"));
        Assert.Equal($"/v1/users/{anna}/transfers/{came.Text("id")}", came.Headers["Location"]);
        var moved = await server.PayAsync(anna, bob, "2.34", new Call(server.Tokens.Of(anna)));
        Assert.Equal("10.00", moved.Text("balanceAfter"));
        var went = await server.PayAsync(bob, "external", "0.34", new Call(server.Tokens.Of(bob)));
        Assert.Equal("2.00", went.Text("balanceAfter"));
        var seen = await server.SendAsync("GET", moved.Headers["Location"], options: new(server.Tokens.Of(anna)));
        Assert.Equal(moved.Body, seen.Body);
    }
}
