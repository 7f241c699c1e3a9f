namespace Domicile.Server.Tests.Running;

/// <summary>A running server for all tests of the run that do not harm it.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private TestServer? server;

    internal TestServer Server => server ?? throw new InvalidOperationException("The server was not started.");

    public async ValueTask InitializeAsync() => server = await TestServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}
