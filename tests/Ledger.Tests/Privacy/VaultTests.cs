using Domicile.Ledger.Privacy;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Local.Keys;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Privacy;

public sealed class VaultTests : IAsyncLifetime
{
    private static readonly UserId Anna = new("eu", 1);
    private static readonly UserId Boris = new("eu", 2);
    private static readonly Guid Transfer = Guid.CreateVersion7();

    private readonly TestTime time = new();
    private TestBooks books = null!;
    private NodePool database = null!;
    private UserKeys keys = null!;

    public async ValueTask InitializeAsync()
    {
        books = await TestBooks.CreateAsync("eu", "0..30000");
        database = books.Keys.Open("test", 20);
        keys = new UserKeys(database, books.WrappingKeys, time);
    }

    public async ValueTask DisposeAsync()
    {
        keys.Dispose();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_reference_opens_for_its_user_and_transfer_only()
    {
        await MakeKeysAsync(Anna, Boris);
        var vault = new ReferenceVault(keys);
        var sealedText = (await vault.SealAsync(Anna, Transfer, "Nájem 🏠", CancellationToken.None))!;

        Assert.Equal("Nájem 🏠", await vault.OpenAsync(Anna, Transfer, sealedText, CancellationToken.None));
        await AssertBrokenAsync(vault.OpenAsync(Boris, Transfer, sealedText, CancellationToken.None));
        await AssertBrokenAsync(vault.OpenAsync(Anna, Guid.CreateVersion7(), sealedText, CancellationToken.None));
        await AssertBrokenAsync(vault.OpenAsync(new UserId("eu", 3), Transfer, sealedText, CancellationToken.None));
    }

    [Fact]
    public async Task Who_is_no_user_gets_no_key_by_being_named_in_a_transfer()
    {
        var vault = new ReferenceVault(keys);

        Assert.Null(await vault.SealAsync(Anna, Transfer, "text", CancellationToken.None));
        Assert.Equal(0, await TestSql.ScalarAsync<long>(books.KeysOwner, "select count(*) from keys.user_key"));
    }

    [Fact]
    public void Even_one_key_does_not_open_what_stands_at_another_place()
    {
        var bytes = HeldKey.Allocate();
        using var stolen = new UserKey(Boris, bytes);
        using var own = new UserKey(Anna, [.. bytes]);
        var name = own.Close("name", "Anna");

        Assert.Equal("Anna", own.Open("name", name));
        Assert.Throws<SealBrokenException>(() => own.Open("email", name));
        Assert.Throws<SealBrokenException>(() => stolen.Open("name", name));
    }

    [Fact]
    public async Task A_changed_or_cut_value_does_not_open()
    {
        using var key = (await keys.MakeAsync(Anna, CancellationToken.None))!;
        var sealedText = key.Close("name", "Anna");
        for (var i = 0; i < sealedText.Length; i++)
        {
            byte[] changed = [.. sealedText];
            changed[i] ^= 1;
            Assert.Throws<SealBrokenException>(() => key.Open("name", changed));
            Assert.Throws<SealBrokenException>(() => key.Open("name", sealedText[..i]));
        }
    }

    [Fact]
    public async Task The_same_text_is_never_sealed_alike()
    {
        using var key = (await keys.MakeAsync(Anna, CancellationToken.None))!;
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ =>
            Convert.ToHexString(key.Close("name", "A"))).Distinct().Count());
    }

    [Fact]
    public async Task Fifty_first_needs_at_once_make_one_key()
    {
        using var otherKeys = new UserKeys(database, books.WrappingKeys, time);

        var texts = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            using var key = await (i % 2 == 0 ? keys : otherKeys).MakeAsync(Anna, CancellationToken.None);
            return key!.Close("name", $"{i}");
        }));

        using var laterKeys = new UserKeys(database, books.WrappingKeys, time);
        using var later = await laterKeys.FindAsync(Anna, CancellationToken.None);
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal($"{i}", later!.Open("name", texts[i]));
        }

        Assert.Equal(1, await TestSql.ScalarAsync<long>(books.KeysOwner, "select count(*) from keys.user_key"));
    }

    [Fact]
    public async Task A_destroyed_key_opens_nothing_once_its_time_in_memory_is_over()
    {
        await MakeKeysAsync(Anna);
        var vault = new ReferenceVault(keys);
        var sealedText = (await vault.SealAsync(Anna, Transfer, "gone", CancellationToken.None))!;
        await TestSql.RunAsync(books.KeysOwner, "delete from keys.user_key");
        Assert.Equal("gone", await vault.OpenAsync(Anna, Transfer, sealedText, CancellationToken.None));

        time.Pass(UserKeys.Lifetime);

        await AssertBrokenAsync(vault.OpenAsync(Anna, Transfer, sealedText, CancellationToken.None));
        Assert.Equal(0, await TestSql.ScalarAsync<long>(books.KeysOwner, "select count(*) from keys.user_key"));
    }

    [Fact]
    public async Task A_wrapped_key_opens_under_its_own_wrapping_key_user_and_generation_only()
    {
        await MakeKeysAsync(Anna, Boris);

        var others = new KeyFolder(TestNode.NewFolder("other-keys"));
        await others.MakeAsync(1, CancellationToken.None);
        using var strangers = new UserKeys(database, others, time);
        await Assert.ThrowsAsync<SealBrokenException>(() => strangers.FindAsync(Anna, CancellationToken.None).AsTask());
        foreach (var change in new[]
        {
            "update keys.user_key a set wrapped = b.wrapped from keys.user_key b where b.user_number <> a.user_number",
        })
        {
            await TestSql.RunAsync(books.KeysOwner, change);
            using var fresh = new UserKeys(database, books.WrappingKeys, time);
            await Assert.ThrowsAsync<SealBrokenException>(() => fresh.FindAsync(Anna, CancellationToken.None).AsTask());
        }

        await books.WrappingKeys.MakeAsync(2, CancellationToken.None);
        await TestSql.RunAsync(books.KeysOwner, "update keys.user_key set generation = 2");
        using var later = new UserKeys(database, books.WrappingKeys, time);
        await Assert.ThrowsAsync<SealBrokenException>(() => later.FindAsync(Boris, CancellationToken.None).AsTask());
    }

    private async Task MakeKeysAsync(params UserId[] users)
    {
        foreach (var user in users)
        {
            using var key = await keys.MakeAsync(user, CancellationToken.None);
        }
    }

    private static Task AssertBrokenAsync(ValueTask<string> opening) =>
        Assert.ThrowsAsync<SealBrokenException>(opening.AsTask);
}
