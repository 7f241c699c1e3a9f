using Domicile.Ledger.Objects;
using Domicile.Local.Objects;
using Domicile.Testing.Promises;

namespace Domicile.Local.Tests.Objects;

/// <summary>The object store that stands in for the cloud's on one machine.</summary>
public sealed class FolderObjectStoreTests : ObjectPromises, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("domicile-objects-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_draft_that_a_crash_left_behind_is_no_object_and_in_nobodys_way()
    {
        var store = await CreateAsync();
        await PutAsync(store, new ObjectKey("a/b"), [1]);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "eu", ".drafts")));
        await File.WriteAllBytesAsync(Path.Combine(folder, "eu", ".drafts", "half"), [2], Token);

        var keys = new List<ObjectKey>();
        await foreach (var key in store.ListAsync("", Token))
        {
            keys.Add(key);
        }

        Assert.Equal([new ObjectKey("a/b")], keys);
    }

    [Fact]
    public async Task Only_the_owner_can_read_an_object_and_nobody_writes_it()
    {
        var store = await CreateAsync();
        await PutAsync(store, new ObjectKey("a/b"), [1]);

        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(Path.Combine(folder, "eu", "a", "b")));
    }

    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(Open(TimeSpan.Zero));

    protected override Task<IObjectStore> ReopenAsync(IObjectStore store, TimeSpan later) =>
        Task.FromResult<IObjectStore>(Open(later));

    private FolderObjectStore Open(TimeSpan later) => new(Path.Combine(folder, "eu"), new StoppedTime(Now + later));

    private sealed class StoppedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
