using Domicile.Server.Tests.Running;
using Domicile.Testing.Aws;

namespace Domicile.Server.Tests.Clouds.Faults;

/// <summary>A server that cannot be told at its start what it needs says so in one line and ends.</summary>
[Collection(nameof(CloudCollection))]
public sealed class CloudStartTests(CloudWorld world) : IAsyncLifetime
{
    private FaultyDoor door = null!;

    public ValueTask InitializeAsync()
    {
        door = new FaultyDoor(world.Eu.Endpoint);
        return default;
    }

    public ValueTask DisposeAsync() => door.DisposeAsync();

    [Theory]
    [InlineData("GetParameter", "reset", "GetParameter of ssm in eu-west-1 got no answer")]
    [InlineData("GetParameter", "AccessDeniedException", "does not allow it")]
    [InlineData("GetParametersByPath", "ThrottlingException", "GetParametersByPath of ssm in eu-west-1 failed")]
    [InlineData("GetSecretValue", "ResourceNotFoundException", "there is no such thing in this AWS Region and account")]
    [InlineData("GetSecretValue", "InvalidSignatureException", "clock is wrong")]
    [InlineData("GetSecretValue", "ExpiredTokenException", "the credentials have ended")]
    public async Task What_is_away_or_refused_is_named(string call, string fault, string line)
    {
        door.Stand(call, fault == "reset" ? Fault.Reset : Fault.Json(fault));
        var environment = world.Environment("eu", "api", standsStill: true);
        environment["AWS_ENDPOINT_URL"] = door.Address.OriginalString;

        await using var program = ServerProgram.Start(environment);

        Assert.Equal("", await program.FirstLineAsync());
        Assert.Equal(1, await program.WaitForEndAsync());
        var said = program.Log.Trim();
        Assert.StartsWith("The server does not start: ", said, StringComparison.Ordinal);
        Assert.Contains(line, said, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', said);
        Assert.DoesNotContain(environment["DOMICILE_ISSUER"], said, StringComparison.Ordinal);
    }
}
