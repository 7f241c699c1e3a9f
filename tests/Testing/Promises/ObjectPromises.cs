using Domicile.Ledger.Objects;
using Xunit;

namespace Domicile.Testing.Promises;

/// <summary>What every implementation of the object store promises; each has a class that derives from it.</summary>
public abstract class ObjectPromises
{
    /// <summary>When a test begins.</summary>
    protected virtual DateTimeOffset Now { get; } = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    /// <summary>How long an object is kept that somebody tries to delete.</summary>
    protected virtual TimeSpan Retention => TimeSpan.FromDays(3650);

    /// <summary>How long before the end of a retention it surely has not ended.</summary>
    protected virtual TimeSpan Margin => TimeSpan.FromSeconds(1);

    private static readonly ObjectKey Key = new("documents/2036-12/a");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An empty store of its own, in which it is <see cref="Now"/>.</summary>
    protected abstract Task<IObjectStore> CreateAsync();

    /// <summary>Another process' view of the store, in which more time has gone by.</summary>
    protected abstract Task<IObjectStore> ReopenAsync(IObjectStore store, TimeSpan later);

    [Fact]
    public async Task An_object_comes_back_as_it_was_stored_and_another_process_sees_it()
    {
        var store = await CreateAsync();
        Assert.Null(await store.GetAsync(Key, Token));

        Assert.Equal(PutOutcome.Stored, await PutAsync(store, Key, [0, 1, 255]));

        Assert.Equal([0, 1, 255], await store.GetAsync(Key, Token));
        var other = await ReopenAsync(store, TimeSpan.Zero);
        Assert.Equal([0, 1, 255], await other.GetAsync(Key, Token));
    }

    [Fact]
    public async Task The_same_object_may_be_stored_again_and_another_one_never_takes_its_place()
    {
        var store = await CreateAsync();
        await PutAsync(store, Key, [1, 2]);

        Assert.Equal(PutOutcome.Repeated, await PutAsync(store, Key, [1, 2]));
        Assert.Equal(PutOutcome.Taken, await PutAsync(store, Key, [1, 3]));
        Assert.Equal(PutOutcome.Taken, await PutAsync(store, Key, []));

        Assert.Equal([1, 2], await store.GetAsync(Key, Token));
    }

    [Fact]
    public async Task Of_many_who_store_different_objects_under_one_key_at_once_one_succeeds()
    {
        var store = await CreateAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            i => Task.Run(() => PutAsync(store, Key, [(byte)i]), Token)));

        var winner = Array.IndexOf(outcomes, PutOutcome.Stored);
        Assert.Equal(15, outcomes.Count(outcome => outcome == PutOutcome.Taken));
        Assert.Equal([(byte)winner], (await store.GetAsync(Key, Token))!);
    }

    [Fact]
    public async Task An_object_cannot_be_deleted_before_its_retention_has_ended_and_can_after_it()
    {
        var store = await CreateAsync();
        await store.PutOnceAsync(Key, new byte[] { 1 }, Now + Retention, Token);
        Assert.Equal(DeleteOutcome.Retained, await store.DeleteAsync(Key, Token));

        // A repetition with another date moves nothing.
        await store.PutOnceAsync(Key, new byte[] { 1 }, Now.AddDays(-1), Token);
        var before = await ReopenAsync(store, Retention - Margin);
        Assert.Equal(DeleteOutcome.Retained, await before.DeleteAsync(Key, Token));
        Assert.NotNull(await before.GetAsync(Key, Token));

        var after = await ReopenAsync(store, Retention);
        Assert.Equal(DeleteOutcome.Deleted, await after.DeleteAsync(Key, Token));
        Assert.Null(await store.GetAsync(Key, Token));
        Assert.Equal(DeleteOutcome.Absent, await after.DeleteAsync(Key, Token));
    }

    [Fact]
    public async Task A_listing_names_every_key_that_begins_with_the_text_once()
    {
        var store = await CreateAsync();
        Assert.Empty(await ListAsync(store, ""));
        string[] stored = ["documents/2036-12/a", "documents/2036-12/ab", "documents/2037-01/a", "packages/1"];
        foreach (var key in stored)
        {
            await PutAsync(store, new ObjectKey(key), [1]);
        }

        Assert.Equal(4, (await ListAsync(store, "")).Count);
        Assert.Equal(["documents/2036-12/a", "documents/2036-12/ab"], await ListAsync(store, "documents/2036-12/a"));
        Assert.Equal(["documents/2037-01/a"], await ListAsync(store, "documents/2037"));
        Assert.Empty(await ListAsync(store, "documents/2038-01/"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData(".drafts/a")]
    [InlineData("a/")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("anna@example.org")]
    public void A_key_that_is_no_plain_path_is_refused(string text) =>
        Assert.Throws<ArgumentException>(() => new ObjectKey(text));

    protected Task<PutOutcome> PutAsync(IObjectStore store, ObjectKey key, byte[] bytes) =>
        store.PutOnceAsync(key, bytes, Now.AddYears(1), Token);

    private static async Task<List<string>> ListAsync(IObjectStore store, string prefix)
    {
        var keys = new List<string>();
        await foreach (var key in store.ListAsync(prefix, Token))
        {
            keys.Add(key.Text);
        }

        keys.Sort(StringComparer.Ordinal);
        return keys;
    }
}
