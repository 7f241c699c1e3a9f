using Domicile.Ledger.Assets;
using Domicile.Ledger.Tests.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Assets;

public sealed class AssetRegistryTests : IAsyncLifetime
{
    private TestUsers server = null!;

    public async ValueTask InitializeAsync() =>
        server = await TestUsers.OpenAsync(await TestBooks.CreateAsync("eu", "0..30000"));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_region_begins_with_the_assets_of_its_migration()
    {
        var assets = await server.Assets.ListAsync(CancellationToken.None);

        Assert.Equal(
            ["CZK 2", "DREAM 8", "EUR 2", "JPY 0", "KWD 3", "USD 2"],
            assets.Select(asset => $"{asset.Code} {asset.Scale}"));
    }

    [Fact]
    public async Task A_new_asset_is_known_to_every_server_at_once()
    {
        await using var other = await TestUsers.OpenAsync(server.Books);
        Assert.Null(await other.Assets.FindAsync("GOLD", CancellationToken.None));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            server.Assets.AddAsync("GOLD", 9, CancellationToken.None)));

        Assert.Single(outcomes, outcome => !outcome.Repeated);
        Assert.All(outcomes, outcome => Assert.Equal(new Asset("GOLD", 9), outcome.Value));
        Assert.Equal(new Asset("GOLD", 9), await other.Assets.FindAsync("GOLD", CancellationToken.None));
    }

    [Fact]
    public async Task What_was_read_once_needs_no_register()
    {
        await server.Assets.FindAsync("EUR", CancellationToken.None);
        await TestSql.RunAsync(server.Books.Owner.Register, "alter table ledger.asset rename to gone");

        Assert.Equal(new Asset("EUR", 2), await server.Assets.FindAsync("EUR", CancellationToken.None));
        Assert.Null(await server.Assets.FindAsync("not a code", CancellationToken.None));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => server.Assets.FindAsync("USD", CancellationToken.None).AsTask());
    }

    [Theory]
    [InlineData("EUR", 2, null)]
    [InlineData("EUR", 3, RefusalCode.AssetExists)]
    [InlineData("A", 2, RefusalCode.FieldInvalid)]
    [InlineData("AB", 0, null)]
    [InlineData("ABCDEFGHIJKL", 9, null)]
    [InlineData("ABCDEFGHIJKLM", 2, RefusalCode.FieldInvalid)]
    [InlineData("eur", 2, RefusalCode.FieldInvalid)]
    [InlineData("1UP", 2, RefusalCode.FieldInvalid)]
    [InlineData("NEW", -1, RefusalCode.FieldInvalid)]
    [InlineData("NEW", 10, RefusalCode.FieldInvalid)]
    public async Task An_asset_never_changes_and_has_a_good_form(string code, int scale, RefusalCode? refused)
    {
        var outcome = await server.Assets.AddAsync(code, scale, CancellationToken.None);

        Assert.Equal(refused, outcome.Refusal?.Code);
        Assert.Equal(new Asset("EUR", 2), await server.Assets.FindAsync("EUR", CancellationToken.None));
    }
}
