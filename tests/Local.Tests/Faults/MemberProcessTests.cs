using Domicile.Local.Faults;
using Domicile.Local.Nodes;
using Domicile.Local.Tests.Worlds;
using Npgsql;

namespace Domicile.Local.Tests.Faults;

public sealed class MemberProcessTests
{
    [Fact]
    public async Task A_frozen_node_answers_nobody_with_all_its_processes_and_goes_on_when_woken()
    {
        await using var scratch = new ScratchWorld();
        await using var world = await scratch.StartAsync();
        var node = world.Addresses.Node("eu/s1");
        var admin = world.Addresses.Address(node, NodeRoles.Admin);
        await using var source = admin.Open("test", 1);
        await using var open = await source.OpenConnectionAsync();

        var frozen = MemberProcess.Of(world.Addresses, node)!.Freeze();
        Assert.True(frozen.Count > 3, "the postmaster, its helpers and the open connection's own process");
        await using var ask = new NpgsqlCommand("select 1", open) { CommandTimeout = 1 };
        var asked = ask.ExecuteScalarAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => asked);
        foreach (var one in frozen)
        {
            one.Wake();
        }

        Assert.Equal(1, await Sql.RunAsync(admin, "select 1"));
    }

    [Fact]
    public async Task A_killed_node_is_started_again_and_its_old_process_is_sent_no_more_signals()
    {
        await using var scratch = new ScratchWorld();
        await using var world = await scratch.StartAsync();
        var node = world.Addresses.Node("eu/s1");
        var first = MemberProcess.Of(world.Addresses, node)!;
        first.KillWhole();
        await scratch.WaitForAsync(seen => seen.Subject == "eu/s1" && seen.Text == "runs again");

        var second = MemberProcess.Of(world.Addresses, node)!;
        Assert.NotEqual(first.ProcessId, second.ProcessId);
        first.Kill();
        Assert.Equal(second.ProcessId, MemberProcess.Of(world.Addresses, node)!.ProcessId);
    }
}
