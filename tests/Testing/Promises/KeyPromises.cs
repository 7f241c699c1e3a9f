using Domicile.Ledger.Privacy;
using Domicile.Ledger.Privacy.Keys;
using Xunit;

namespace Domicile.Testing.Promises;

/// <summary>What every implementation of the wrapping keys promises; each has a class that derives from it.</summary>
public abstract class KeyPromises
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A region's keys without a generation.</summary>
    protected abstract Task<IWrappingKeys> CreateAsync();

    /// <summary>Another process' view of them.</summary>
    protected abstract Task<IWrappingKeys> ReopenAsync(IWrappingKeys keys);

    [Fact]
    public async Task A_key_unwraps_by_its_generation_and_for_its_place_only()
    {
        var keys = await CreateAsync();
        await MakeAsync(keys, 1, 2);
        var wrapped = await keys.WrapAsync(1, Key, "eu-1/key/1", Token);

        Assert.Equal(Key, await keys.UnwrapAsync(1, wrapped, "eu-1/key/1", Token));
        await BrokenAsync(() => keys.UnwrapAsync(2, wrapped, "eu-1/key/1", Token));
        await BrokenAsync(() => keys.UnwrapAsync(1, wrapped, "eu-2/key/1", Token));
        await BrokenAsync(() => keys.UnwrapAsync(1, wrapped.AsMemory(1), "eu-1/key/1", Token));
        await BrokenAsync(() => keys.UnwrapAsync(1, wrapped.AsMemory(0, 8), "eu-1/key/1", Token));
        await BrokenAsync(() => keys.UnwrapAsync(1, Array.Empty<byte>(), "eu-1/key/1", Token));
        await MissingAsync(() => keys.UnwrapAsync(3, wrapped, "eu-1/key/1", Token));
        await MissingAsync(() => keys.WrapAsync(3, Key, "eu-1/key/3", Token));
    }

    [Fact]
    public async Task No_bit_of_a_wrapped_key_can_be_changed()
    {
        var keys = await CreateAsync();
        await MakeAsync(keys, 1);
        var wrapped = await keys.WrapAsync(1, Key, "place", Token);
        for (var i = 1; i <= 8; i++)
        {
            var altered = wrapped.ToArray();
            altered[^i] ^= 1;
            await BrokenAsync(() => keys.UnwrapAsync(1, altered, "place", Token));
        }
    }

    [Fact]
    public async Task Nothing_that_is_wrapped_shows_the_key_or_the_place()
    {
        var keys = await CreateAsync();
        await MakeAsync(keys, 1);
        var wrapped = await keys.WrapAsync(1, Key, "eu-30001/key/1", Token);

        Assert.Equal(-1, wrapped.AsSpan().IndexOf(Key.AsSpan(0, 8)));
        Assert.Equal(-1, wrapped.AsSpan().IndexOf("30001"u8));
    }

    [Fact]
    public async Task Another_processes_generation_is_seen_at_once_and_a_destroyed_one_wraps_and_unwraps_nothing()
    {
        var keys = await CreateAsync();
        await MakeAsync(keys, 1);
        var other = await ReopenAsync(keys);
        var wrapped = await other.WrapAsync(1, Key, "place", Token);
        var made = await other.MakeAsync(2, Token);
        Assert.Equal([1, 2], (await keys.ListAsync(Token)).Select(key => key.Number));

        await other.DestroyAsync(1, Token);

        Assert.Equal([made], await keys.ListAsync(Token));
        foreach (var view in new[] { keys, other, await ReopenAsync(keys) })
        {
            await MissingAsync(() => view.WrapAsync(1, Key, "place", Token));
            await MissingAsync(() => view.UnwrapAsync(1, wrapped, "place", Token));
        }
    }

    [Fact]
    public async Task Made_again_a_generation_is_the_same_and_destroyed_again_it_does_not_live_longer()
    {
        var keys = await CreateAsync();
        var first = await keys.MakeAsync(7, Token);
        Assert.Equal(first, await keys.MakeAsync(7, Token));
        Assert.Equal(32, first.Fingerprint.Length);
        Assert.NotEqual(first.Fingerprint, (await keys.MakeAsync(8, Token)).Fingerprint);

        var before = TimeProvider.System.GetUtcNow();
        var goneAt = await keys.DestroyAsync(7, Token);
        var again = await keys.DestroyAsync(7, Token);

        Assert.InRange(goneAt, before - TimeSpan.FromSeconds(1), TimeProvider.System.GetUtcNow() + keys.DestructionMax);
        Assert.InRange(again, goneAt - TimeSpan.FromSeconds(1), goneAt + TimeSpan.FromMinutes(1));
        Assert.Equal([8], (await keys.ListAsync(Token)).Select(key => key.Number));
    }

    protected static async Task MakeAsync(IWrappingKeys keys, params int[] generations)
    {
        foreach (var generation in generations)
        {
            await keys.MakeAsync(generation, Token);
        }
    }

    protected static async Task MissingAsync(Func<ValueTask<byte[]>> use) =>
        await Assert.ThrowsAsync<WrappingKeyMissingException>(async () => await use());

    protected static async Task BrokenAsync(Func<ValueTask<byte[]>> use) =>
        await Assert.ThrowsAsync<SealBrokenException>(async () => await use());
}
