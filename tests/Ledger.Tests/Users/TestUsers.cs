using Domicile.Ledger.Accounts;
using Domicile.Ledger.Assets;
using Domicile.Ledger.Privacy;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Users;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Routing;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Users;

/// <summary>
/// What one server of a test region uses for its users and accounts; several servers may share the region.
/// </summary>
internal sealed class TestUsers : IAsyncDisposable
{
    private readonly NodePool keyDatabase;

    private TestUsers(TestBooks books, ShardRouter router, TimeProvider time)
    {
        Books = books;
        Router = router;
        keyDatabase = books.Keys.Open("test", 10);
        Keys = new UserKeys(keyDatabase, books.WrappingKeys, time);
        Users = new UserBooks(router, Keys, new KeyedHash(books.HashKey), time);
        Assets = new AssetRegistry(router.Register, time);
        Accounts = new AccountBook(router, Assets, time);
    }

    public TestBooks Books { get; }

    public ShardRouter Router { get; }

    public UserKeys Keys { get; }

    public UserBooks Users { get; }

    public AssetRegistry Assets { get; }

    public AccountBook Accounts { get; }

    public static async Task<TestUsers> OpenAsync(TestBooks books, TimeProvider? time = null)
    {
        var router = ShardRouter.Open(books.Server, "test", 20);
        await router.ReloadAsync(CancellationToken.None);
        return new TestUsers(books, router, time ?? TimeProvider.System);
    }

    public async Task<User> CreateAsync(string key, PersonalDetails? details = null)
    {
        var outcome = await Users.CreateAsync(details ?? PersonalDetails.None, key, CancellationToken.None);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }

    public async ValueTask DisposeAsync()
    {
        Keys.Dispose();
        await keyDatabase.DisposeAsync();
        await Router.DisposeAsync();
    }
}
