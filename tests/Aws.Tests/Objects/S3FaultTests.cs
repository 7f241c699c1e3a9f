using Domicile.Aws.Calls;
using Domicile.Aws.Objects;
using Domicile.Ledger.Objects;
using Domicile.Testing.Aws;

namespace Domicile.Aws.Tests.Objects;

/// <summary>The object store while the way to it is bad.</summary>
public sealed class S3FaultTests : IAsyncLifetime
{
    private static readonly ObjectKey Key = new("documents/2036-12/a");
    private static readonly byte[] Bytes = [1, 2, 3];

    private FaultyDoor door = null!;
    private S3ObjectStore store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var moto = await StandIns.Moto.AddressAsync();
        var bucket = await TestBucket.CreateAsync(TestSite.Of(moto));
        door = new FaultyDoor(moto);
        store = new S3ObjectStore(TestSite.Of(door.Address), bucket, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        store.Dispose();
        await door.DisposeAsync();
    }

    [Fact]
    public async Task What_S3_puts_off_is_stored_by_a_later_try()
    {
        door.Plan("PUT", Fault.Xml("SlowDown", 503), Fault.Xml("InternalError", 500), Fault.Reset);

        Assert.Equal(PutOutcome.Stored, await PutAsync(Bytes));

        Assert.Equal(Bytes, await store.GetAsync(Key, Token));
    }

    [Fact]
    public async Task When_the_answer_is_lost_the_next_try_finds_what_was_stored()
    {
        door.Plan("PUT", Fault.LoseAnswer);
        Assert.Equal(PutOutcome.Repeated, await PutAsync(Bytes));
        Assert.Equal(PutOutcome.Taken, await PutAsync([9]));
        Assert.Equal(Bytes, await store.GetAsync(Key, Token));
    }

    [Fact]
    public async Task Another_who_stores_at_the_same_moment_is_waited_for()
    {
        door.Plan("PUT", Fault.Xml("ConditionalRequestConflict", 409));

        Assert.Equal(PutOutcome.Stored, await PutAsync(Bytes));
    }

    [Fact]
    public async Task What_goes_on_failing_is_told_as_a_service_that_does_not_answer()
    {
        door.Plan("PUT", Enumerable.Repeat(Fault.Xml("SlowDown", 503), 4));

        var failed = await Assert.ThrowsAsync<AwsUnavailableException>(() => PutAsync(Bytes));

        Assert.Equal("SlowDown", failed.Code);
    }

    [Fact]
    public async Task Content_that_was_altered_on_the_way_is_not_given_to_anybody()
    {
        await PutAsync("text"u8.ToArray());
        door.Plan("GET", Fault.Alter(_ => "tex7"));

        await Assert.ThrowsAsync<AwsUnavailableException>(() => store.GetAsync(Key, Token));

        Assert.Equal("text"u8.ToArray(), await store.GetAsync(Key, Token));
    }

    [Fact]
    public async Task In_bad_weather_every_object_is_stored_once_and_as_it_was_given()
    {
        door.LetItRain(
            seed: 3, oneIn: 6, Fault.Xml("SlowDown", 503), Fault.Reset, Fault.LoseAnswer, Fault.Repeat);
        for (var i = 0; i < 40; i++)
        {
            var key = new ObjectKey($"n/{i}");
            var (bytes, retention) = (new byte[] { (byte)i }, TimeProvider.System.GetUtcNow().AddDays(1));
            Assert.NotEqual(PutOutcome.Taken, await store.PutOnceAsync(key, bytes, retention, Token));
            Assert.Equal(PutOutcome.Taken, await store.PutOnceAsync(key, new byte[] { 255 }, retention, Token));
            Assert.Equal(bytes, await store.GetAsync(key, Token));
            Assert.Equal(DeleteOutcome.Retained, await store.DeleteAsync(key, Token));
        }
    }

    private Task<PutOutcome> PutAsync(byte[] bytes) =>
        store.PutOnceAsync(Key, bytes, TimeProvider.System.GetUtcNow().AddDays(1), Token);
}
