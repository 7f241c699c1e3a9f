using System.Net;
using System.Net.Sockets;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;

namespace Domicile.Local.Tests.Worlds;

/// <summary>
/// What stands against a start, and what the message says. One world is made and then spoilt again and again.
/// </summary>
public sealed class WorldRefusalTests
{
    [Fact]
    public async Task A_second_world_on_the_same_folder_is_told_who_has_it()
    {
        await using var scratch = new ScratchWorld();
        await using var world = await scratch.StartAsync();
        var refused = await RefusedAsync(scratch.Options);
        Assert.Contains(
            $"in use by process {Environment.ProcessId} (./domicile up)", refused, StringComparison.Ordinal);
        Assert.Contains("./domicile down", refused, StringComparison.Ordinal);
        var reset = await Assert.ThrowsAsync<WorldException>(
            () => WorldEnd.DestroyAsync(scratch.Folder, ScratchWorld.TimeLimit));
        Assert.Contains("in use by process", reset.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spoilt_folder_is_refused_with_what_to_do()
    {
        await using var scratch = new ScratchWorld();
        await using (await scratch.StartAsync())
        {
            Assert.True(scratch.Folder.HasWorld);
        }

        await SpoilAsync(scratch, "world.json", text => text[..(text.Length / 2)], "world.json is damaged");
        await SpoilAsync(scratch, "world.json", text =>
            text.Replace("\"version\": 1", "\"version\": 2"), "its form is 2");
        await SpoilAsync(scratch, "secrets.json", _ => "{}", "secrets.json is missing or damaged");
        await SpoilAsync(scratch, "secrets.json", _ => null, "secrets.json is missing or damaged");
        await SpoilAsync(scratch, "keys/eu/wrapping/1.key", _ => null, "1.key is missing or damaged");
        await SpoilAsync(scratch, "keys/eu/hash.key", _ => "short", "hash.key is missing or damaged");

        var data = Path.Combine(scratch.Folder.NodeFolder("eu/s1"), "data");
        Directory.Move(data, data + ".away");
        Assert.Contains(
            "data of the node eu/s1 are gone", await RefusedAsync(scratch.Options), StringComparison.Ordinal);
        Directory.Move(data + ".away", data);

        File.Delete(scratch.Folder.WorldFile);
        await using var again = await scratch.StartAsync();
        Assert.Equal("eu", Assert.Single(again.Addresses.World.Regions));
    }

    [Fact]
    public async Task A_topology_that_lost_a_node_is_refused_and_one_that_gained_a_shard_is_made()
    {
        await using var scratch = new ScratchWorld();
        await using (await scratch.StartAsync())
        {
            Assert.True(scratch.Folder.HasWorld);
        }

        await File.WriteAllTextAsync(scratch.TopologyFile, ScratchWorld.TwoShards);
        await using (var world = await scratch.StartAsync())
        {
            Assert.Equal("s2", world.Addresses.Region("eu").Shards[0].Name);
        }

        await File.WriteAllTextAsync(scratch.TopologyFile, ScratchWorld.OneShard);
        var refused = await RefusedAsync(scratch.Options);
        Assert.Contains("node eu/s2, which the topology file no longer names", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_port_in_use_is_refused_and_a_node_port_in_use_is_changed()
    {
        await using var scratch = new ScratchWorld(ScratchWorld.OneReplica);
        int taken;
        await using (var world = await scratch.StartAsync())
        {
            taken = world.Addresses.Node("eu/s1").Port;
        }

        using var stranger = new TcpListener(IPAddress.Loopback, taken);
        stranger.Start();
        var refused = await RefusedAsync(scratch.Options with { BasePort = taken, ServerProgram = "unused" });
        Assert.Contains($"Port {taken} of 127.0.0.1", refused, StringComparison.Ordinal);
        Assert.Contains($"by process {Environment.ProcessId}", refused, StringComparison.Ordinal);
        Assert.Contains("--port BASE", refused, StringComparison.Ordinal);

        await using var again = await scratch.StartAsync();
        Assert.NotEqual(taken, again.Addresses.Node("eu/s1").Port);
        Assert.Contains(scratch.Events, heard => heard.Subject == "eu/s1"
            && heard.Text.Contains($"its port {taken} is in use", StringComparison.Ordinal));
        await Sql.WaitForAsync(
            again.Addresses.Address(again.Addresses.Node("eu/s1"), NodeRoles.Admin),
            "select count(*) from pg_stat_replication",
            1L);
    }

    [Fact]
    public async Task A_disk_without_room_is_refused_before_anything_is_made()
    {
        await using var scratch = new ScratchWorld();
        var refused = await RefusedAsync(scratch.Options with { FreeBytes = _ => 50 << 20 });
        Assert.Contains("has 50 MB left, and the world needs 400 MB", refused, StringComparison.Ordinal);
        Assert.False(File.Exists(scratch.Folder.WorldFile));
    }

    [Fact]
    public async Task A_folder_of_something_else_is_left_alone()
    {
        await using var scratch = new ScratchWorld();
        var mine = Directory.CreateDirectory(scratch.Folder.Path);
        await File.WriteAllTextAsync(Path.Combine(mine.FullName, "letter.txt"), "dear");
        Assert.Contains("not a world's folder", await RefusedAsync(scratch.Options), StringComparison.Ordinal);
        await Assert.ThrowsAsync<WorldException>(() => WorldEnd.DestroyAsync(scratch.Folder, ScratchWorld.TimeLimit));
        await Assert.ThrowsAsync<WorldException>(() => WorldEnd.StopAsync(scratch.Folder, ScratchWorld.TimeLimit));
        Assert.True(File.Exists(Path.Combine(mine.FullName, "letter.txt")));
    }

    [Fact]
    public async Task A_broken_topology_names_the_file_and_the_place()
    {
        await using var scratch = new ScratchWorld("""{ "version": 1, "regions": [] }""");
        var refused = await RefusedAsync(scratch.Options);
        Assert.Contains("does not describe a world", refused, StringComparison.Ordinal);
        Assert.Contains("$.regions", refused, StringComparison.Ordinal);
        var missing = await RefusedAsync(scratch.Options with { TopologyFile = "/nowhere/domicile.json" });
        Assert.Contains("--topology", missing, StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(WorldOptions options)
    {
        var refused = await Assert.ThrowsAsync<WorldException>(async () =>
        {
            // One that starts all the same must not be left running.
            await using var world = await World.StartAsync(options, new ScratchWorld.Deaf(), ScratchWorld.TimeLimit);
        });
        return refused.Message;
    }

    // Puts the file back as it was, so that the next one is the only thing wrong.
    private static async Task SpoilAsync(
        ScratchWorld scratch, string name, Func<string, string?> spoil, string message)
    {
        var file = Path.Combine(scratch.Folder.Path, name);
        var good = await File.ReadAllBytesAsync(file);
        File.Delete(file);
        if (spoil(System.Text.Encoding.UTF8.GetString(good)) is { } bad)
        {
            await File.WriteAllTextAsync(file, bad);
        }

        Assert.Contains(message, await RefusedAsync(scratch.Options), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(file, good);
    }
}
