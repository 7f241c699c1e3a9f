using Domicile.Ledger.Privacy;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Local.Keys;
using Domicile.Testing;

namespace Domicile.Local.Tests.Keys;

public sealed class KeyFolderTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private readonly KeyFolder folder = new(Path.Combine(TestNode.NewFolder("keys"), "wrapping"));

    [Fact]
    public async Task A_key_unwraps_by_its_generation_and_for_its_place_only()
    {
        await MakeAsync(1, 2);
        var wrapped = await folder.WrapAsync(1, Key, "eu-1/key/1", CancellationToken.None);

        Assert.Equal(Key, await folder.UnwrapAsync(1, wrapped, "eu-1/key/1", CancellationToken.None));
        Broken(() => folder.UnwrapAsync(2, wrapped, "eu-1/key/1", CancellationToken.None));
        Broken(() => folder.UnwrapAsync(1, wrapped, "eu-2/key/1", CancellationToken.None));
        Broken(() => folder.UnwrapAsync(1, wrapped.AsMemory(1), "eu-1/key/1", CancellationToken.None));
        Missing(() => folder.UnwrapAsync(3, wrapped, "eu-1/key/1", CancellationToken.None));
        Missing(() => folder.WrapAsync(3, Key, "eu-1/key/3", CancellationToken.None));
    }

    [Fact]
    public async Task Another_processes_generation_is_seen_at_once_and_a_destroyed_one_is_gone_at_once()
    {
        await MakeAsync(1);
        var other = new KeyFolder(folder.Path);
        var made = await other.MakeAsync(2, CancellationToken.None);
        Assert.Equal([1, 2], (await folder.ListAsync(CancellationToken.None)).Select(key => key.Number));

        await other.DestroyAsync(1, CancellationToken.None);

        Assert.Equal([made], await folder.ListAsync(CancellationToken.None));
        Missing(() => folder.WrapAsync(1, Key, "place", CancellationToken.None));
        Assert.Equal(["2.key"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Made_again_a_generation_is_the_same_and_destroyed_again_is_none()
    {
        var first = await folder.MakeAsync(7, CancellationToken.None);
        Assert.Equal(first, await folder.MakeAsync(7, CancellationToken.None));
        Assert.Equal(32, first.Fingerprint.Length);

        await folder.DestroyAsync(7, CancellationToken.None);
        await folder.DestroyAsync(7, CancellationToken.None);
        Assert.Empty(await folder.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_destruction_that_was_cut_short_is_no_key_any_more_and_can_be_finished()
    {
        await MakeAsync(1);
        File.Move(Path.Combine(folder.Path, "1.key"), Path.Combine(folder.Path, "1.destroyed"));

        Assert.Empty(await folder.ListAsync(CancellationToken.None));
        Missing(() => folder.WrapAsync(1, Key, "place", CancellationToken.None));
        await folder.DestroyAsync(1, CancellationToken.None);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Destroying_writes_over_the_key_before_it_removes_the_file()
    {
        await MakeAsync(1);
        var file = Path.Combine(folder.Path, "1.key");
        var bytes = await File.ReadAllBytesAsync(file);
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        await folder.DestroyAsync(1, CancellationToken.None);

        var left = new byte[32];
        open.ReadExactly(left);
        Assert.NotEqual(bytes, left);
    }

    [Fact]
    public async Task Only_the_owner_can_read_a_key_and_a_damaged_one_is_none()
    {
        await MakeAsync(1);
        var file = Path.Combine(folder.Path, "1.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        await File.WriteAllBytesAsync(file, Key[..31]);

        Missing(() => folder.WrapAsync(1, Key, "place", CancellationToken.None));
    }

    private async Task MakeAsync(params int[] generations)
    {
        foreach (var generation in generations)
        {
            await folder.MakeAsync(generation, CancellationToken.None);
        }
    }

    private static void Missing(Func<ValueTask<byte[]>> use) =>
        Assert.Throws<WrappingKeyMissingException>(() => { _ = use().AsTask(); });

    private static void Broken(Func<ValueTask<byte[]>> use) =>
        Assert.Throws<SealBrokenException>(() => { _ = use().AsTask(); });
}
