using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Privacy.Keys.Documents;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Privacy.Keys;

/// <summary>A region's key database as its servers and its owner use it.</summary>
internal sealed class TestKeys : IAsyncDisposable
{
    private readonly List<IDisposable> opened = [];

    private TestKeys(TestBooks books)
    {
        Books = books;
        Database = books.Keys.Open("test", 20);
        WorkDatabase = books.Keys.ForWork.Open("test passes", 4);
        OwnerDatabase = books.KeysOwner.Open("test owner", 4);
    }

    public TestBooks Books { get; }

    public TestTime Time { get; } = new();

    /// <summary>As a server enters it.</summary>
    public NodePool Database { get; }

    /// <summary>As a server's passes enter it.</summary>
    public NodePool WorkDatabase { get; }

    /// <summary>As its owner enters it.</summary>
    public NodePool OwnerDatabase { get; }

    public static async Task<TestKeys> CreateAsync() => new(await TestBooks.CreateAsync("eu", "0..30000"));

    /// <summary>What one more server has in its memory.</summary>
    public UserKeys OpenUsers()
    {
        var keys = new UserKeys(Database, Books.WrappingKeys, Time);
        opened.Add(keys);
        return keys;
    }

    /// <inheritdoc cref="OpenUsers"/>
    public DocumentKeys OpenDocuments()
    {
        var keys = new DocumentKeys(Database, Books.WrappingKeys, Time) { WorkDatabase = WorkDatabase };
        opened.Add(keys);
        return keys;
    }

    /// <summary>Makes keys and seals a text with each.</summary>
    public async Task<byte[][]> SealAsync(UserKeys keys, params IEnumerable<UserId> users)
    {
        var texts = new List<byte[]>();
        foreach (var user in users)
        {
            using var key = await keys.MakeAsync(user, CancellationToken.None);
            texts.Add(key!.Close("name", $"{user}"));
        }

        return [.. texts];
    }

    /// <summary>Reads one value as the owner.</summary>
    public Task<T> ReadAsync<T>(string sql) => TestSql.ScalarAsync<T>(Books.KeysOwner, sql);

    /// <summary>Runs a statement as the owner.</summary>
    public Task RunAsync(string sql) => TestSql.RunAsync(Books.KeysOwner, sql);

    public async ValueTask DisposeAsync()
    {
        opened.ForEach(keys => keys.Dispose());
        await Database.DisposeAsync();
        await WorkDatabase.DisposeAsync();
        await OwnerDatabase.DisposeAsync();
    }
}
