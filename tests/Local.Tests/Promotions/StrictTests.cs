using System.Collections.Concurrent;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;
using Domicile.Local.Promotions;
using Domicile.Local.Tests.Worlds;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Local.Tests.Promotions;

public sealed class StrictTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task A_primary_killed_under_load_has_lost_nothing_that_was_answered(int replicas, bool isOneLost)
    {
        await using var scratch = new ScratchWorld(ScratchWorld.OneShard.Replace(
            "\"replicas\": 0", $"\"replicas\": {replicas}, \"durability\": \"strict\""));
        await using var world = await scratch.StartAsync();
        await Sql.RunAsync(Owner(scratch), "create table load (id uuid primary key)");
        var answered = new ConcurrentBag<Guid>();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4)
            .Select(_ => WriteAsync(Owner(scratch), answered, stop.Token)).ToList();
        await UntilAsync(() => answered.Count >= 200);
        if (isOneLost)
        {
            var lost = WorldAddresses.Read(scratch.Folder).Node("eu/s1/r1");
            NodeOf(scratch, lost).Fence();
            await FolderProcesses.KillAsync(DataOf(scratch, lost), ScratchWorld.TimeLimit);
            var before = answered.Count;
            await UntilAsync(() => answered.Count >= before + 200);
        }

        await FolderProcesses.KillAsync(
            DataOf(scratch, WorldAddresses.Read(scratch.Folder).Node("eu/s1")), ScratchWorld.TimeLimit);
        await Task.WhenAll(writers);
        var result = await new Promotion(scratch.Folder, "eu/s1").RunAsync(ScratchWorld.TimeLimit);

        Assert.Equal(2, result.Epoch);
        await using var source = Owner(scratch).Open("test", 1);
        await using var count = source.CreateCommand("select count(*) from load where id = any ($1)");
        count.Parameters.AddWithValue(answered.ToArray());
        Assert.Equal((long)answered.Count, await count.ExecuteScalarAsync(ScratchWorld.TimeLimit));
        await Sql.RunAsync(Owner(scratch), "insert into load values (gen_random_uuid())");
    }

    private static string DataOf(ScratchWorld scratch, WorldNode node) =>
        Path.Combine(scratch.Folder.NodeFolder(node), "data");

    private static PostgresNode NodeOf(ScratchWorld scratch, WorldNode node) =>
        Local.Worlds.NodeMember.Open(WorldAddresses.Read(scratch.Folder), node);

    private static NodeAddress Owner(ScratchWorld scratch)
    {
        var addresses = WorldAddresses.Read(scratch.Folder);
        return addresses.Address(addresses.Node("eu/s1"), NodeRoles.Owner);
    }

    // Ends with the first write that is not answered.
    private static async Task WriteAsync(
        NodeAddress primary, ConcurrentBag<Guid> answered, CancellationToken cancellation)
    {
        await using var source = primary.OpenForWrites("test", 1);
        while (true)
        {
            var id = Guid.NewGuid();
            await using var insert = source.CreateCommand("insert into load values ($1)");
            insert.Parameters.AddWithValue(id);
            try
            {
                await insert.ExecuteNonQueryAsync(cancellation);
            }
            catch (NpgsqlException)
            {
                return;
            }

            answered.Add(id);
        }
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var limit = ScratchWorld.TimeLimit;
        while (!isSo())
        {
            limit.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
