using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Privacy.Keys.Documents;

namespace Domicile.Ledger.Tests.Privacy.Keys;

public sealed class DocumentKeysTests : IAsyncLifetime
{
    private static readonly DateOnly Christmas = new(2036, 12, 24);
    private static readonly DateOnly NewYearsEve = new(2036, 12, 31);
    private static readonly DateTimeOffset LastMoment = new(2036, 12, 31, 23, 59, 59, TimeSpan.Zero);

    private TestKeys region = null!;

    public async ValueTask InitializeAsync() => region = await TestKeys.CreateAsync();

    public ValueTask DisposeAsync() => region.DisposeAsync();

    [Fact]
    public async Task Documents_that_end_in_one_month_have_one_key_on_every_server()
    {
        using var first = (await region.OpenDocuments().FindOrMakeAsync(Christmas, CancellationToken.None))!;
        using var second = (await region.OpenDocuments().FindOrMakeAsync(NewYearsEve, CancellationToken.None))!;
        using var later = (await region.OpenDocuments().FindOrMakeAsync(new(2037, 1, 1), CancellationToken.None))!;

        Assert.Equal(("documents-2036-12", NewYearsEve), (first.KeyId, first.EndsOn));
        Assert.True(first.Bytes.SequenceEqual(second.Bytes));
        Assert.False(first.Bytes.SequenceEqual(later.Bytes));
        Assert.Equal(new DateOnly(2037, 1, 31), later.EndsOn);
    }

    [Fact]
    public void A_leap_days_month_ends_on_it() =>
        Assert.Equal(new DateOnly(2028, 2, 29), DocumentKeys.LastDayOf(new DateOnly(2028, 2, 1)));

    [Fact]
    public async Task A_key_is_destroyed_after_the_last_day_of_its_month_and_never_made_again()
    {
        var keys = region.OpenDocuments();
        using (await keys.FindOrMakeAsync(Christmas, CancellationToken.None))
        {
            Assert.Empty(await keys.DestroyEndedAsync(LastMoment, CancellationToken.None));
        }

        Assert.Equal(
            ["documents-2036-12"], await keys.DestroyEndedAsync(LastMoment.AddSeconds(1), CancellationToken.None));
        Assert.Empty(await keys.DestroyEndedAsync(LastMoment.AddSeconds(1), CancellationToken.None));
        Assert.Null(await keys.FindAsync(Christmas, CancellationToken.None));
        Assert.Null(await keys.FindOrMakeAsync(Christmas, CancellationToken.None));
        Assert.Null(await region.OpenDocuments().FindOrMakeAsync(Christmas, CancellationToken.None));
    }

    [Fact]
    public async Task Another_server_lets_go_of_an_ended_key_after_its_lifetime()
    {
        var other = region.OpenDocuments();
        using (await other.FindOrMakeAsync(Christmas, CancellationToken.None))
        {
            await region.OpenDocuments().DestroyEndedAsync(LastMoment.AddDays(1), CancellationToken.None);
        }

        region.Time.Pass(UserKeys.Lifetime);

        Assert.Null(await other.FindAsync(Christmas, CancellationToken.None));
    }

    [Fact]
    public async Task Fifty_first_needs_at_once_make_one_key()
    {
        var servers = new[] { region.OpenDocuments(), region.OpenDocuments() };

        var keys = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            using var key = await servers[i % 2].FindOrMakeAsync(Christmas, CancellationToken.None);
            return Convert.ToHexString(key!.Bytes);
        }));

        Assert.Single(keys.Distinct());
    }
}
