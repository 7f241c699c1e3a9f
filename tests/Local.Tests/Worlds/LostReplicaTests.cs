using Domicile.Local.Nodes;
using Npgsql;

namespace Domicile.Local.Tests.Worlds;

public sealed class LostReplicaTests
{
    [Fact]
    public async Task A_replica_that_runs_but_can_never_follow_again_is_made_anew()
    {
        await using var scratch = new ScratchWorld(ScratchWorld.OneReplica);
        await using var world = await scratch.StartAsync();
        var primary = world.Addresses.Address(world.Addresses.Node("eu/s1"), NodeRoles.Admin);
        await DropSlotAsync(primary);

        await scratch.WaitForAsync(seen => seen.Subject == "eu/s1/r1" && seen.Text.Contains("is made anew"));
        await scratch.WaitForAsync(seen => seen.Subject == "eu/s1/r1" && seen.Text == "runs again");
        await Sql.WaitForAsync(primary, "select count(*) from pg_stat_replication where state = 'streaming'", 1L);
    }

    // Without its slot the replica asks again and again, in vain.
    private static async Task DropSlotAsync(Sharding.Topology.NodeAddress primary)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await Sql.RunAsync(primary, "select pg_terminate_backend(active_pid) from pg_replication_slots");
                await Sql.RunAsync(primary, "select pg_drop_replication_slot('r1')");
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ObjectInUse && tries < 1_000)
            {
                // It was quicker than we.
                await Task.Yield();
            }
        }
    }
}
