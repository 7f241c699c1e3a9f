using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Privacy.Keys;

public sealed class ErasureWatchTests : IAsyncLifetime
{
    private static readonly UserId Anna = new("eu", 1);
    private static readonly UserId Boris = new("eu", 2);

    private TestBooks books = null!;

    public async ValueTask InitializeAsync() => books = await TestBooks.CreateAsync("eu", "0..30000");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_server_that_looks_knows_of_an_erasure_and_holds_the_key_no_more()
    {
        await using var one = Open();
        await using var other = Open();
        foreach (var ledger in new[] { one, other })
        {
            using var key = await ledger.Keys.MakeAsync(Anna, CancellationToken.None);
        }

        await RegisterAsync(1, Anna);
        await one.Keys.DestroyAsync(Anna, 1, CancellationToken.None);
        Assert.NotNull(await other.Keys.FindAsync(Anna, CancellationToken.None));

        await other.Erased.LookAsync(CancellationToken.None);

        Assert.Equal([Anna], new[] { Anna, Boris }.Where(other.Erased.IsErased));
        Assert.Null(await other.Keys.FindAsync(Anna, CancellationToken.None));
        Assert.False(one.Erased.IsErased(Anna));
    }

    [Fact]
    public async Task A_number_that_is_committed_late_is_not_passed_over()
    {
        await using var ledger = Open();
        await RegisterAsync(2, Boris);
        await ledger.Erased.LookAsync(CancellationToken.None);
        Assert.Equal((0, false), (ledger.Erased.Number, ledger.Erased.IsErased(Boris)));

        await RegisterAsync(1, Anna);
        await ledger.Erased.LookAsync(CancellationToken.None);

        Assert.Equal([Anna, Boris], new[] { Anna, Boris }.Where(ledger.Erased.IsErased));
    }

    [Fact]
    public async Task Many_erasures_are_read_in_batches_to_the_last()
    {
        await using var ledger = Open();
        await TestSql.RunAsync(
            books.Owner.Register,
            "insert into ledger.erasure (erasure_number, user_number) select n, n from generate_series(1, 20000) n");

        await ledger.Erased.LookAsync(CancellationToken.None);

        Assert.Equal(20_000, ledger.Erased.Number);
        Assert.True(ledger.Erased.IsErased(new UserId("eu", 20_000)));
    }

    private RegionLedger Open() =>
        RegionLedger.Open(new LedgerOptions(books.Server, books.Keys, books.WrappingKeys, books.HashKey));

    private Task RegisterAsync(long number, UserId user) => TestSql.RunAsync(
        books.Owner.Register,
        $"insert into ledger.erasure (erasure_number, user_number) values ({number}, {user.Number})");
}
