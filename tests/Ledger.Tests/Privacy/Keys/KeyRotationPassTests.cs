using Domicile.Ledger.Privacy.Keys.Rotation;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Tests.Privacy.Keys;

/// <summary>The rotation as a pass of a server, which is not the key database's owner.</summary>
public sealed class KeyRotationPassTests : IAsyncLifetime
{
    private static readonly UserId[] Users = [.. Enumerable.Range(1, 600).Select(number => new UserId("eu", number))];

    private TestKeys region = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        region = await TestKeys.CreateAsync();
        await region.SealAsync(region.OpenUsers(), Users);
    }

    public ValueTask DisposeAsync() => region.DisposeAsync();

    [Fact]
    public async Task It_rotates_when_the_days_are_over_and_not_before()
    {
        await using (var early = Open(rotationDays: 1))
        {
            Assert.Equal(0, (await early.RunAsync(Token)).DoneCount);
            Assert.Equal([1], await GenerationsAsync());
        }

        await using var due = Open(rotationDays: 0);
        var result = await due.RunAsync(Token);

        Assert.Equal((1, false, null), (result.DoneCount, result.MoreWaiting, result.HeldBackBy));
        Assert.Equal([2], await GenerationsAsync());
        Assert.Equal(
            0, await region.ReadAsync<long>("select count(*) from keys.user_key where generation <> 2"));
    }

    [Fact]
    public async Task When_its_time_is_up_it_stops_and_the_next_run_goes_on()
    {
        await using (var hasty = Open(rotationDays: 0, runMax: TimeSpan.Zero))
        {
            Assert.True((await hasty.RunAsync(Token)).MoreWaiting);
        }

        Assert.Equal([1], await GenerationsAsync());
        await using var patient = Open(rotationDays: 0);
        Assert.Equal(1, (await patient.RunAsync(Token)).DoneCount);
        Assert.Equal([2], await GenerationsAsync());
    }

    [Fact]
    public async Task Beside_another_rotation_it_waits_and_says_so()
    {
        await using var connection = new NpgsqlConnection(region.Books.KeysOwner.PatientConnectionString("other"));
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand("select pg_advisory_lock(68031, 0)", connection);
        await command.ExecuteNonQueryAsync(Token);
        await using var pass = Open(rotationDays: 0);

        Assert.Contains("under way", (await pass.RunAsync(Token)).HeldBackBy, StringComparison.Ordinal);

        Assert.Equal([1], await GenerationsAsync());
    }

    private KeyRotationPass Open(int rotationDays, TimeSpan? runMax = null) => new(
        region.Books.Keys.ForWork, region.Books.WrappingKeys, "eu", rotationDays)
    {
        RunMax = runMax ?? TimeSpan.FromMinutes(2),
    };

    private async Task<IEnumerable<int>> GenerationsAsync() =>
        (await region.Books.WrappingKeys.ListAsync(Token)).Select(generation => generation.Number);
}
