using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Privacy.Keys.Rotation;
using Domicile.Sharding.Topology.Privacy;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Privacy.Erasure;

/// <summary>Wrapping keys that can be brought back for days after they were given up, as a key service's can.</summary>
public sealed class SlowDestructionTests : IAsyncLifetime
{
    private static readonly TimeSpan Delay = TimeSpan.FromDays(16);

    private ErasureRegion region = null!;
    private SlowKeys keys = null!;

    public async ValueTask InitializeAsync()
    {
        var books = await TestBooks.CreateAsync("eu", "0..30000");
        keys = new SlowKeys(books.WrappingKeys);
        region = ErasureRegion.Open(books, wrapping: keys);
    }

    public ValueTask DisposeAsync() => region.DisposeAsync();

    [Fact]
    public async Task A_certificate_is_final_only_when_the_key_cannot_be_brought_back_any_more()
    {
        var (end, unusableSince) = await CertifyAsync();

        Assert.Equal(unusableSince.AddDays(RegionPeriods.RotationDaysDefault) + Delay, end);
    }

    [Fact]
    public async Task A_rotation_notes_the_end_that_the_key_service_tells_and_a_certificate_counts_on_it()
    {
        var user = await region.UserAsync();
        await region.OrderAsync(user);
        await using var connection = new NpgsqlConnection(region.Books.KeysOwner.PatientConnectionString("tests"));
        await connection.OpenAsync(ErasureRegion.Token);
        var before = TimeProvider.System.GetUtcNow();
        await new KeyRotation(connection, keys, "eu").RunAsync(ErasureRegion.Token);

        await using var command = new NpgsqlCommand(
            "select destroyed_at from keys.generation where generation = 1", connection);
        await using var reader = await command.ExecuteReaderAsync(ErasureRegion.Token);
        Assert.True(await reader.ReadAsync(ErasureRegion.Token));
        Assert.InRange(
            await reader.GetFieldValueAsync<DateTimeOffset>(0, ErasureRegion.Token),
            before + Delay - TimeSpan.FromSeconds(1),
            before + Delay + TimeSpan.FromMinutes(5));
        Assert.Equal([2], (await keys.ListAsync(ErasureRegion.Token)).Select(generation => generation.Number));
    }

    private async Task<(DateTimeOffset End, DateTimeOffset UnusableSince)> CertifyAsync()
    {
        var user = await region.UserAsync();
        await region.OrderAsync(user);
        await region.RunPassAsync();
        var order = await region.OrderOfAsync(user);
        Assert.Null(SignedStatement.Check(order.Certificate!, ErasureRegion.SigningKey, out var statement));
        return (statement.GetProperty("finalOn").GetProperty("at").GetDateTimeOffset(), order.UnusableSince!.Value);
    }

    private sealed class SlowKeys(IWrappingKeys inner) : IWrappingKeys
    {
        public TimeSpan DestructionMax => Delay;

        public ValueTask<IReadOnlyList<WrappingGeneration>> ListAsync(CancellationToken cancellation) =>
            inner.ListAsync(cancellation);

        public ValueTask<byte[]> WrapAsync(
            int generation, ReadOnlyMemory<byte> key, string place, CancellationToken cancellation) =>
            inner.WrapAsync(generation, key, place, cancellation);

        public ValueTask<byte[]> UnwrapAsync(
            int generation, ReadOnlyMemory<byte> wrapped, string place, CancellationToken cancellation) =>
            inner.UnwrapAsync(generation, wrapped, place, cancellation);

        public ValueTask<WrappingGeneration> MakeAsync(int generation, CancellationToken cancellation) =>
            inner.MakeAsync(generation, cancellation);

        public async ValueTask<DateTimeOffset> DestroyAsync(int generation, CancellationToken cancellation) =>
            await inner.DestroyAsync(generation, cancellation) + Delay;
    }
}
