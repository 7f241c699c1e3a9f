using Domicile.Local.Nodes;
using Domicile.Local.Worlds;

namespace Domicile.Local.Tests.Worlds;

public sealed class WorldPlaceTests
{
    private const UnixFileMode OthersMode = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    [Fact]
    public async Task Two_worlds_live_side_by_side_in_deep_folders_that_nobody_else_can_enter()
    {
        // Sockets' paths end at 107 bytes; the temporary folder itself is its owner's only.
        await using var one = new ScratchWorld(depth: 8);
        await using var two = new ScratchWorld();
        Assert.True(one.Folder.Path.Length > 200);
        var started = await Task.WhenAll(one.StartAsync(), two.StartAsync());
        await using var first = started[0];
        await using var second = started[1];
        Assert.Empty(first.Addresses.Nodes.Select(node => node.Port)
            .Intersect(second.Addresses.Nodes.Select(node => node.Port)));

        await Sql.RunAsync(Shard(first), "create table mine as select 1 as n");
        Assert.Equal(DBNull.Value, await Sql.RunAsync(Shard(second), "select to_regclass('mine')::text"));
    }

    [Fact]
    public async Task Nothing_in_the_folder_can_be_read_by_others_and_no_password_stands_in_a_command_line()
    {
        await using var scratch = new ScratchWorld(ScratchWorld.OneReplica);
        await using var world = await scratch.StartAsync();
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(scratch.Folder.Path) & OthersMode);
        foreach (var file in Directory.GetFiles(scratch.Folder.Path, "*.json")
            .Concat(Directory.GetFiles(scratch.Folder.KeyFolder("eu")))
            .Append(Path.Combine(scratch.Folder.NodeFolder("eu/s1/r1"), "replication.pass")))
        {
            Assert.True((File.GetUnixFileMode(file) & OthersMode) == UnixFileMode.None, file);
        }

        var passwords = world.Addresses.Nodes
            .SelectMany(node => new[] { NodeRoles.Admin, NodeRoles.Owner, NodeRoles.Server, NodeRoles.Replication }
                .Select(role => world.Addresses.Address(node, role).Password))
            .Distinct()
            .ToList();
        Assert.Equal(16, passwords.Count);
        foreach (var options in Directory.GetFiles(scratch.Folder.Path, "postmaster.opts", SearchOption.AllDirectories))
        {
            var commandLine = await File.ReadAllTextAsync(options);
            Assert.DoesNotContain(passwords, password => commandLine.Contains(password, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_regions_server_is_told_its_own_regions_passwords_only()
    {
        await using var scratch = new ScratchWorld(ScratchWorld.TwoRegions);
        await using var world = await scratch.StartAsync();
        new WorldServers(world.Addresses, "unused").WriteFiles();
        var file = await File.ReadAllTextAsync(scratch.Folder.ServerFile("eu"));
        foreach (var node in world.Addresses.Nodes)
        {
            // The centre stands in a site of eu, whose server does its work.
            var isOwn = node.Region == "eu" || node.Name == "central";
            var server = world.Addresses.Address(node, NodeRoles.Server);
            Assert.Equal(isOwn, file.Contains(server.Password, StringComparison.Ordinal));
            var worker = world.Addresses.Address(node, NodeRoles.Worker).Password;
            Assert.Equal(node.Region == "eu", worker.Length > 0 && file.Contains(worker, StringComparison.Ordinal));
            foreach (var role in new[] { NodeRoles.Admin, NodeRoles.Owner, NodeRoles.Replication })
            {
                Assert.DoesNotContain(world.Addresses.Address(node, role).Password, file, StringComparison.Ordinal);
            }
        }

        Assert.Contains(world.Addresses.Central(NodeRoles.OfRegion("eu")).Password, file, StringComparison.Ordinal);
        Assert.DoesNotContain(
            world.Addresses.Central(NodeRoles.OfRegion("us")).Password, file, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:5081", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_listen_on_this_machine_and_their_own_folder_only()
    {
        await using var scratch = new ScratchWorld();
        await using var world = await scratch.StartAsync();
        foreach (var node in world.Addresses.Nodes)
        {
            var admin = world.Addresses.Address(node, NodeRoles.Admin);
            Assert.Equal("127.0.0.1", await Sql.RunAsync(admin, "show listen_addresses"));
            Assert.True(
                File.Exists(Path.Combine(scratch.Folder.NodeFolder(node.Name), "sock", $".s.PGSQL.{node.Port}")));
        }
    }

    private static Sharding.Topology.NodeAddress Shard(World world) =>
        world.Addresses.Address(world.Addresses.Node("eu/s1"), NodeRoles.Owner);
}
