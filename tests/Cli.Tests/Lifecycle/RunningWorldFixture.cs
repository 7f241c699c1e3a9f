namespace Domicile.Cli.Tests.Lifecycle;

/// <summary>One running world for all tests of a class that leave it as it was.</summary>
public sealed class RunningWorldFixture : IAsyncLifetime
{
    public CliWorld World { get; } = new();

    public async ValueTask InitializeAsync() => await World.UpAsync();

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
