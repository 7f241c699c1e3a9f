using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;
using Domicile.Local.Status;
using Domicile.Local.Worlds;

namespace Domicile.Local.Tests.Worlds;

public sealed class WorldLifeTests
{
    [Fact]
    public async Task A_world_starts_stops_and_starts_again_with_its_data_and_ports()
    {
        await using var scratch = new ScratchWorld();
        IReadOnlyList<WorldNode> before;
        await using (var world = await scratch.StartAsync())
        {
            before = world.Addresses.Nodes;
            await Sql.RunAsync(Owner(world.Addresses, "eu/s1"), "create table kept as select 42 as n");
        }

        await using (var world = await scratch.StartAsync())
        {
            Assert.Equal(before, world.Addresses.Nodes);
            Assert.Equal(42, await Sql.RunAsync(Owner(world.Addresses, "eu/s1"), "select n from kept"));
        }

        Assert.Null(RunningWorld.TryRead(scratch.Folder));
        var after = await WorldStatus.ReadAsync(WorldAddresses.Read(scratch.Folder), ScratchWorld.TimeLimit);
        Assert.All(after, node => Assert.Equal(NodeState.Stopped, node.State));
    }

    [Fact]
    public async Task Every_node_is_a_cluster_of_its_own_and_a_replica_is_its_primarys()
    {
        await using var scratch = new ScratchWorld(ScratchWorld.OneReplica);
        await using var world = await scratch.StartAsync();
        var identifiers = new Dictionary<string, object?>();
        foreach (var node in world.Addresses.Nodes)
        {
            identifiers[node.Name] = await Sql.RunAsync(
                world.Addresses.Address(node, NodeRoles.Admin), "select system_identifier from pg_control_system()");
        }

        Assert.Equal(identifiers["eu/s1"], identifiers["eu/s1/r1"]);
        Assert.Equal(4, identifiers.Values.Distinct().Count());
    }

    [Fact]
    public async Task A_replica_follows_and_status_shows_its_lag()
    {
        await using var scratch = new ScratchWorld(ScratchWorld.OneReplica);
        await using var world = await scratch.StartAsync();
        var replica = world.Addresses.Address(world.Addresses.Node("eu/s1/r1"), NodeRoles.Owner);
        await Sql.RunAsync(Owner(world.Addresses, "eu/s1"), "create table seen as select 7 as n");
        await Sql.WaitForAsync(replica, "select to_regclass('seen') is not null", true);

        await Sql.RunAsync(replica with { User = NodeRoles.Admin, Password = Admin(world).Password },
            "select pg_wal_replay_pause()");
        await Sql.RunAsync(Owner(world.Addresses, "eu/s1"), "insert into seen select generate_series(1, 1000)");
        var rows = await WorldStatus.ReadAsync(world.Addresses, ScratchWorld.TimeLimit);
        var row = rows.Single(row => row.Node == "eu/s1/r1");
        Assert.Equal(NodeState.Running, row.State);
        Assert.True(row.LagBytes > 1000, $"lag is {row.LagBytes}");
        Assert.True(row.LagSeconds > 0);
        Assert.All(rows.Where(other => other.Role != "server"), other => Assert.True(other.SizeBytes > 1_000_000));
    }

    [Fact]
    public async Task A_node_that_is_killed_is_reported_at_once_and_runs_again()
    {
        await using var scratch = new ScratchWorld();
        await using var world = await scratch.StartAsync();
        await Sql.RunAsync(Owner(world.Addresses, "eu/s1"), "create table kept as select 42 as n");
        var processId = LeftProcess.Postmaster(Path.Combine(scratch.Folder.NodeFolder("eu/s1"), "data"))!.ProcessId;
        Assert.True(Signals.Send(processId, Signals.Kill));

        var fault = await scratch.WaitForAsync(heard => heard is { Subject: "eu/s1", IsFault: true });
        Assert.Contains("ended unexpectedly", fault.Text, StringComparison.Ordinal);
        await scratch.WaitForAsync(heard => heard is { Subject: "eu/s1", Text: "runs again" });
        Assert.Equal(42, await Sql.RunAsync(Owner(world.Addresses, "eu/s1"), "select n from kept"));
    }

    [Fact]
    public async Task A_replica_that_is_too_far_behind_is_made_anew()
    {
        await using var scratch = new ScratchWorld(ScratchWorld.OneReplica);
        await using (var world = await scratch.StartAsync())
        {
            await Sql.RunAsync(Owner(world.Addresses, "eu/s1"), "create table kept as select 42 as n");
        }

        // As if the primary had given up on it: the slot is gone.
        var addresses = WorldAddresses.Read(scratch.Folder);
        var admin = addresses.Address(addresses.Node("eu/s1"), NodeRoles.Admin);
        var primary = new PostgresNode("eu/s1", scratch.Folder.NodeFolder("eu/s1"), admin.Port, admin.Password);
        await primary.StartAsync(ScratchWorld.TimeLimit);
        await Sql.RunAsync(admin, "select pg_drop_replication_slot('r1')");
        await primary.StopAsync(ScratchWorld.TimeLimit);

        await using (var world = await scratch.StartAsync())
        {
            Assert.Contains(scratch.Events, heard => heard.Text.Contains("made anew", StringComparison.Ordinal));
            var replica = world.Addresses.Address(world.Addresses.Node("eu/s1/r1"), NodeRoles.Owner);
            Assert.Equal(42, await Sql.RunAsync(replica, "select n from kept"));
        }
    }

    private static Sharding.Topology.NodeAddress Owner(WorldAddresses addresses, string node) =>
        addresses.Address(addresses.Node(node), NodeRoles.Owner);

    private static Sharding.Topology.NodeAddress Admin(World world) =>
        world.Addresses.Address(world.Addresses.Node("eu/s1"), NodeRoles.Admin);
}
