using Domicile.Ledger.Privacy.Keys;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Tests.Privacy.Keys;

public sealed class KeyCacheTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly TestTime time = new();

    [Fact]
    public void A_key_lives_for_its_time_and_is_zeroed_then()
    {
        using var cache = new KeyCache<long, UserKey>(10, Lifetime, time);
        var bytes = Keep(cache, 1);
        time.Pass(Lifetime - TimeSpan.FromTicks(1));
        Assert.True(cache.TryHold(1, out var held));
        held.Dispose();
        Assert.DoesNotContain((byte)0, bytes);

        time.Pass(TimeSpan.FromTicks(1));

        Assert.False(cache.TryHold(1, out _));
        Assert.All(bytes, value => Assert.Equal(0, value));
    }

    [Fact]
    public void There_are_never_more_than_the_bound_and_the_oldest_goes_first()
    {
        using var cache = new KeyCache<long, UserKey>(3, Lifetime, time);
        var bytes = Enumerable.Range(1, 5).Select(number => Keep(cache, number)).ToList();

        Assert.Equal(3, cache.Count);
        Assert.Equal([true, true, false, false, false], bytes.Select(key => key[0] == 0));
    }

    [Fact]
    public void A_key_in_use_is_whole_until_its_user_lets_go()
    {
        var cache = new KeyCache<long, UserKey>(10, Lifetime, time);
        var bytes = Keep(cache, 1);
        Assert.True(cache.TryHold(1, out var held));

        cache.Dispose();

        var sealedText = held.Close("name", "Anna");
        Assert.Equal("Anna", held.Open("name", sealedText));
        held.Dispose();
        Assert.All(bytes, value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_forgotten_key_is_zeroed_and_never_kept_again_though_it_was_read_before()
    {
        using var cache = new KeyCache<long, UserKey>(10, Lifetime, time);
        var first = Keep(cache, 1);

        cache.Forget(1);
        var late = Keep(cache, 1);

        Assert.False(cache.TryHold(1, out _));
        Assert.All(first.Concat(late), value => Assert.Equal(0, value));
        Assert.NotEqual(0, Keep(cache, 2)[0]);
    }

    [Fact]
    public void A_second_key_of_the_same_user_is_its_bringers_alone()
    {
        using var cache = new KeyCache<long, UserKey>(10, Lifetime, time);
        var first = Keep(cache, 1);
        var second = Keep(cache, 1);

        Assert.Equal((1, false, true), (cache.Count, first[0] == 0, second[0] == 0));
    }

    /// <summary>Gives the cache a key that nobody else holds, and returns its bytes.</summary>
    private static byte[] Keep(KeyCache<long, UserKey> cache, long number)
    {
        var bytes = HeldKey.Allocate();
        Array.Fill(bytes, (byte)7);
        using var key = new UserKey(new UserId("eu", number), bytes);
        cache.Keep(number, key);
        return bytes;
    }
}
