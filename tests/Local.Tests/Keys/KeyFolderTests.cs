using Domicile.Ledger.Privacy.Keys;
using Domicile.Local.Keys;
using Domicile.Testing;
using Domicile.Testing.Promises;

namespace Domicile.Local.Tests.Keys;

/// <summary>The folder that stands in for the cloud's key service on one machine.</summary>
public sealed class KeyFolderTests : KeyPromises
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private readonly KeyFolder folder = new(Path.Combine(TestNode.NewFolder("keys"), "wrapping"));

    [Fact]
    public async Task A_destruction_that_was_cut_short_is_no_key_any_more_and_can_be_finished()
    {
        await MakeAsync(folder, 1);
        File.Move(Path.Combine(folder.Path, "1.key"), Path.Combine(folder.Path, "1.destroyed"));

        Assert.Empty(await folder.ListAsync(Token));
        await MissingAsync(() => folder.WrapAsync(1, Key, "place", Token));
        await folder.DestroyAsync(1, Token);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Destroying_writes_over_the_key_before_it_removes_the_file()
    {
        await MakeAsync(folder, 1);
        var file = Path.Combine(folder.Path, "1.key");
        var bytes = await File.ReadAllBytesAsync(file);
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        await folder.DestroyAsync(1, Token);

        var left = new byte[32];
        open.ReadExactly(left);
        Assert.NotEqual(bytes, left);
    }

    [Fact]
    public async Task Only_the_owner_can_read_a_key_and_a_damaged_one_is_none()
    {
        await MakeAsync(folder, 1);
        var file = Path.Combine(folder.Path, "1.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        await File.WriteAllBytesAsync(file, Key[..31]);

        await MissingAsync(() => folder.WrapAsync(1, Key, "place", Token));
    }

    protected override Task<IWrappingKeys> CreateAsync() => Task.FromResult<IWrappingKeys>(folder);

    protected override Task<IWrappingKeys> ReopenAsync(IWrappingKeys keys) =>
        Task.FromResult<IWrappingKeys>(new KeyFolder(folder.Path));
}
