using Domicile.Local.Backups;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Tests.Worlds;
using Domicile.Local.Worlds;

namespace Domicile.Local.Tests.Backups;

public sealed class NodeBackupTests
{
    [Fact]
    public async Task Every_node_that_holds_what_stands_nowhere_else_is_backed_up_beside_its_work()
    {
        await using var scratch = new ScratchWorld(ScratchWorld.OneReplica);
        await using var world = await scratch.StartAsync();
        var before = TimeProvider.System.GetUtcNow();

        var made = await MakeAsync(world.Addresses, TimeProvider.System);

        Assert.Equal(["eu/keys", "eu/register", "eu/s1"], made.Select(backup => backup.Node).Order());
        var shard = made.Single(backup => backup.Node == "eu/s1");
        Assert.Equal((NodeKind.Primary, 1, 0L, "eu"), (shard.Kind, shard.Epoch, shard.ErasureNumber, shard.Region));
        Assert.InRange(shard.MadeAt, before, TimeProvider.System.GetUtcNow());
        Assert.Equal(shard.MadeAt.AddDays(35), shard.KeepUntil);
        Assert.InRange(shard.Bytes, 1 << 20, 1 << 30);
        var store = new BackupStore(scratch.Folder);
        Assert.Equal(made, store.List());
        Assert.Equal(shard, store.Find("eu/s1", "latest"));
        Assert.Equal(shard, store.Find("eu/s1", shard.Name));
        Assert.False(File.Exists(Path.Combine(store.PlaceOf(shard.Name), "replication.pass")));

        // A byte of it changes: then it is not whole any more.
        var data = Path.Combine(store.PlaceOf(shard.Name), "data");
        var backup = new NodeBackup(world.Addresses, TimeProvider.System, new Nobody());
        await backup.VerifyAsync(data, ScratchWorld.TimeLimit);
        var damaged = Path.Combine(data, "global", "pg_control");
        var bytes = await File.ReadAllBytesAsync(damaged);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(damaged, bytes);
        var refused = await Assert.ThrowsAsync<NodeException>(() => backup.VerifyAsync(data, ScratchWorld.TimeLimit));
        Assert.Contains("pg_control", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_was_cut_short_is_none_and_is_cleared_away_by_the_next()
    {
        await using var scratch = new ScratchWorld();
        await using var world = await scratch.StartAsync();
        using var stop = new CancellationTokenSource();
        var place = scratch.Folder.BackupFolder;
        var backup = new NodeBackup(world.Addresses, TimeProvider.System, new Nobody());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => backup.RunAsync(backup.Choose([]), stop.Token));
        Assert.Empty(Directory.GetDirectories(place));

        // One whose maker was killed.
        var draft = Directory.CreateDirectory(Path.Combine(place, "eu-s1-20260101T000000000Z.new", "data"));
        Assert.Empty(new BackupStore(scratch.Folder).List());
        await backup.RunAsync(backup.Choose(["eu/s1"]), ScratchWorld.TimeLimit);

        Assert.False(Directory.Exists(draft.Parent!.FullName));
        Assert.Single(Directory.GetDirectories(place));
    }

    [Fact]
    public async Task Backups_are_destroyed_when_their_days_are_over_and_not_before()
    {
        await using var scratch = new ScratchWorld(
            ScratchWorld.OneShard.Replace("\"name\": \"eu\",", "\"name\": \"eu\", \"backupDays\": 3,"));
        await using var world = await scratch.StartAsync();
        var made = await MakeAsync(world.Addresses, TimeProvider.System);
        var store = new BackupStore(scratch.Folder);
        var end = made[0].KeepUntil;
        Assert.Equal(made[0].MadeAt.AddDays(3), end);

        Assert.Empty(await store.RemoveExpiredAsync(end.AddSeconds(-1), DaysOf(world), ScratchWorld.TimeLimit));
        Assert.Equal(
            [made[0].Name], await store.RemoveExpiredAsync(end, DaysOf(world), ScratchWorld.TimeLimit));
        Assert.Equal(made.Skip(1), store.List());

        // A topology that keeps them longer now breaks no promise, and one that keeps them for less counts at once.
        Assert.Equal(
            made.Skip(1).Select(backup => backup.Name),
            await store.RemoveExpiredAsync(made[^1].MadeAt.AddDays(1), _ => 1, ScratchWorld.TimeLimit));
        Assert.Empty(store.List());
        Assert.Empty(Directory.GetDirectories(scratch.Folder.BackupFolder));
    }

    [Fact]
    public async Task What_is_not_a_node_to_back_up_is_told_and_two_commands_do_not_meet()
    {
        await using var scratch = new ScratchWorld();
        await using var world = await scratch.StartAsync();
        var backup = new NodeBackup(world.Addresses, TimeProvider.System, new Nobody());

        var unknown = Assert.Throws<WorldException>(() => backup.Choose(["eu/s9"]));
        Assert.Contains("Those are eu/register, eu/keys, eu/s1", unknown.Message, StringComparison.Ordinal);
        Assert.Throws<WorldException>(() => backup.Choose(["central"]));
        using var held = BackupLock.Take(scratch.Folder);
        var second = await Assert.ThrowsAsync<WorldException>(
            () => backup.RunAsync(backup.Choose([]), ScratchWorld.TimeLimit));
        Assert.Contains("Another command", second.Message, StringComparison.Ordinal);
    }

    private static Func<string, int> DaysOf(World world) =>
        region => world.Addresses.World.PeriodsOf(region).BackupDays;

    private static Task<IReadOnlyList<BackupManifest>> MakeAsync(WorldAddresses addresses, TimeProvider time)
    {
        var backup = new NodeBackup(addresses, time, new Nobody());
        return backup.RunAsync(backup.Choose(["all"]), ScratchWorld.TimeLimit);
    }

    private sealed class Nobody : IProgress<BackupManifest>
    {
        public void Report(BackupManifest value)
        {
        }
    }
}
