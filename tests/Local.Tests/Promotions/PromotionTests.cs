using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;
using Domicile.Local.Promotions;
using Domicile.Local.Tests.Worlds;
using Domicile.Local.Worlds;
using Domicile.Sharding.Promotions;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;
using Npgsql;

namespace Domicile.Local.Tests.Promotions;

public sealed class PromotionTests
{
    private const int Stop = 19;
    private const int Continue = 18;

    private const string CountFollowers = "select count(*) from sharding.standbys() where name = 'r1'";

    private static readonly StandbyLimits Hasty = new()
    {
        KnowledgeAgeMax = TimeSpan.Zero,
        SettledAfter = TimeSpan.Zero,
    };

    [Fact]
    public async Task A_replica_takes_over_and_the_old_primary_comes_back_as_its_replica()
    {
        await using var scratch = new ScratchWorld(ScratchWorld.OneReplica);
        await using var world = await scratch.StartAsync();
        await using var router = await OpenRouterAsync(world.Addresses);
        await Sql.RunAsync(Owner(scratch, "eu/s1"), "create table kept as select 42 as n");
        await LetPromoteAsync(router);
        var before = WorldAddresses.Read(scratch.Folder).Node("eu/s1");

        var result = await new Promotion(scratch.Folder, "eu/s1").RunAsync(ScratchWorld.TimeLimit);

        Assert.Equal(("eu/s1", 2, "r1"), (result.Shard, result.Epoch, result.Standby));
        Assert.InRange(result.SecondsWithoutWrites!.Value, 0.001, 30);
        var after = WorldAddresses.Read(scratch.Folder);
        Assert.Equal((before.Place, before.Port), (after.Node("eu/s1/r1").Place, after.Node("eu/s1/r1").Port));
        Assert.Equal("eu/s1/r1", after.Node("eu/s1").Place);

        // A router that runs follows; its pools were to the old primary.
        await router.RefreshAsync(ScratchWorld.TimeLimit);
        await using var write = router.Shards.Single().Primary.CreateCommand("select epoch from sharding.shard");
        Assert.Equal(2, await write.ExecuteScalarAsync(ScratchWorld.TimeLimit));
        await Sql.RunAsync(Owner(scratch, "eu/s1"), "insert into kept values (43)");
        await Sql.WaitForAsync(Owner(scratch, "eu/s1"), CountFollowers, 1L);
        await Sql.WaitForAsync(Owner(scratch, "eu/s1/r1"), "select sum(n) from kept", 85L);

        // And back again.
        await LetPromoteAsync(router);
        var back = await new Promotion(scratch.Folder, "eu/s1").RunAsync(ScratchWorld.TimeLimit);
        Assert.Equal((3, before.Port), (back.Epoch, back.Port));
        Assert.Equal(85L, await Sql.RunAsync(Owner(scratch, "eu/s1"), "select sum(n) from kept"));
    }

    [Fact]
    public async Task A_frozen_primary_is_gone_before_its_replica_takes_over()
    {
        await using var scratch = new ScratchWorld(ScratchWorld.OneReplica);
        await using var world = await scratch.StartAsync();
        await using var router = await OpenRouterAsync(world.Addresses);
        await LetPromoteAsync(router);

        // A writer in the middle of its transaction, and a postmaster that cannot hear.
        await using var writer = new NpgsqlConnection(
            Owner(scratch, "eu/s1").ConnectionString("test", pooled: false));
        await writer.OpenAsync(ScratchWorld.TimeLimit);
        var data = Path.Combine(scratch.Folder.NodeFolder("eu/s1"), "data");
        int[] frozen = [LeftProcess.Postmaster(data)!.ProcessId, writer.ProcessID];
        Assert.All(frozen, process => Assert.True(Signals.Send(process, Stop)));

        await new Promotion(scratch.Folder, "eu/s1").RunAsync(ScratchWorld.TimeLimit);

        Assert.All(frozen, process => Assert.False(ProcessTable.IsAlive(process)));
        Assert.All(frozen, process => Signals.Send(process, Continue));
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () =>
        {
            await using var command = new NpgsqlCommand("create table late (n int)", writer);
            await command.ExecuteNonQueryAsync(ScratchWorld.TimeLimit);
        });
        Assert.Equal(2, await Sql.RunAsync(Owner(scratch, "eu/s1"), "select epoch from sharding.shard"));
    }

    [Fact]
    public async Task A_promotion_that_was_cut_short_after_its_decision_is_finished_by_the_next_one()
    {
        await using var scratch = new ScratchWorld(ScratchWorld.OneReplica);
        await using var world = await scratch.StartAsync();
        await using var router = await OpenRouterAsync(world.Addresses);
        await LetPromoteAsync(router);
        await DecideAsync(scratch, world.Addresses);

        var result = await new Promotion(scratch.Folder, "eu/s1").RunAsync(ScratchWorld.TimeLimit);

        Assert.Equal((2, null), (result.Epoch, result.SecondsWithoutWrites));
        Assert.Equal(2, await Sql.RunAsync(Owner(scratch, "eu/s1"), "select epoch from sharding.shard"));
        await Sql.WaitForAsync(Owner(scratch, "eu/s1"), CountFollowers, 1L);
    }

    [Fact]
    public async Task A_promotion_that_was_cut_short_together_with_the_world_is_finished_by_its_next_start()
    {
        await using var scratch = new ScratchWorld(ScratchWorld.OneReplica);
        await using (var world = await scratch.StartAsync())
        {
            await using var router = await OpenRouterAsync(world.Addresses);
            await Sql.RunAsync(Owner(scratch, "eu/s1"), "create table kept as select 42 as n");
            await LetPromoteAsync(router);
            await DecideAsync(scratch, world.Addresses);
        }

        await using (await scratch.StartAsync())
        {
            Assert.Equal("eu/s1/r1", WorldAddresses.Read(scratch.Folder).Node("eu/s1").Place);
            Assert.Equal(2, await Sql.RunAsync(Owner(scratch, "eu/s1"), "select epoch from sharding.shard"));
            Assert.Equal(42, await Sql.RunAsync(Owner(scratch, "eu/s1"), "select n from kept"));
            await Sql.WaitForAsync(Owner(scratch, "eu/s1"), CountFollowers, 1L);
            await Sql.RunAsync(Owner(scratch, "eu/s1"), "update kept set n = 43");
        }

        // Without its file a world finds the primary by the folders themselves.
        File.Delete(scratch.Folder.WorldFile);
        await using (await scratch.StartAsync())
        {
            Assert.Equal("eu/s1/r1", WorldAddresses.Read(scratch.Folder).Node("eu/s1").Place);
            Assert.Equal(43, await Sql.RunAsync(Owner(scratch, "eu/s1"), "select n from kept"));
        }
    }

    [Fact]
    public async Task A_replica_that_nothing_waited_for_is_not_promoted_and_the_primary_goes_on()
    {
        await using var scratch = new ScratchWorld(ScratchWorld.OneReplica);
        await using var world = await scratch.StartAsync();
        var refused = await Assert.ThrowsAsync<WorldException>(
            () => new Promotion(scratch.Folder, "eu/s1").RunAsync(ScratchWorld.TimeLimit));
        Assert.Contains("No replica of eu/s1 may be promoted", refused.Message, StringComparison.Ordinal);
        await Sql.RunAsync(Owner(scratch, "eu/s1"), "create table kept as select 42 as n");
    }

    private static Sharding.Topology.NodeAddress Owner(ScratchWorld scratch, string node)
    {
        var addresses = WorldAddresses.Read(scratch.Folder);
        return addresses.Address(addresses.Node(node), NodeRoles.Owner);
    }

    /// <summary>What a promotion does up to its decision, and nothing after it.</summary>
    private static async Task DecideAsync(ScratchWorld scratch, WorldAddresses addresses)
    {
        var register = new ShardPromotion(addresses.Address(addresses.Node("eu/register"), NodeRoles.Owner), "s1");
        NodeMember.Open(addresses, addresses.Node("eu/s1")).Fence();
        await FolderProcesses.KillAsync(
            Path.Combine(scratch.Folder.NodeFolder("eu/s1"), "data"), ScratchWorld.TimeLimit);
        await register.DecideAsync(
            await register.ReadAsync(ScratchWorld.TimeLimit),
            ["r1"],
            addresses.Address(addresses.Node("eu/s1/r1"), NodeRoles.Owner),
            ScratchWorld.TimeLimit);
    }

    private static async Task<ShardRouter> OpenRouterAsync(WorldAddresses addresses)
    {
        var router = ShardRouter.Open(addresses.Region("eu"), "test", 4);
        await router.ReloadAsync(ScratchWorld.TimeLimit);
        return router;
    }

    /// <summary>As the servers do: finds the replica and lets everything wait for it.</summary>
    private static async Task LetPromoteAsync(ShardRouter router)
    {
        var gate = new StandbyGate(router.Register, TimeProvider.System, Hasty);
        await using var command = router.Register.CreateCommand(
            "select exists (select from sharding.standby where state = 'promotable')");
        while (await command.ExecuteScalarAsync(ScratchWorld.TimeLimit) is not true)
        {
            await gate.LookAsync(router.Shards.Single(), ScratchWorld.TimeLimit);
        }
    }
}
