using Domicile.Local.Restores;
using Domicile.Local.Tests.Worlds;
using Domicile.Local.Worlds;

namespace Domicile.Local.Tests.Restores;

public sealed class ShardRestoreTests
{
    private const string CountFollowers = "select count(*) from sharding.standbys() where name = 'r1'";
    private const string Nothing = "select 1";

    private const string AddUser =
        """
        insert into sharding.placed_user (user_number, creation_id) values (7, gen_random_uuid());
        insert into ledger.book (user_number, creation_id, opened_at, last_booked_at)
            select user_number, creation_id, now(), now() from sharding.placed_user;
        insert into personal.detail (user_number, name, sealed_at) values (7, '\x01', now())
        """;

    [Fact]
    public async Task A_shard_comes_back_in_a_new_epoch_with_new_blocks_and_a_replica_made_anew()
    {
        await using var scene = await RestoreScene.StartAsync(
            ScratchWorld.OneReplica,
            "insert into sharding.number_block values (1, 1, 0, 1000, 5)");
        await scene.AskAsync(
            "eu/register",
            "insert into sharding.number_lease values ('s1', 1, 1, 1, 0, 1000), ('s1', 1, 2, 1, 1000, 2000)");

        var result = (await scene.RestoreAsync())!;

        Assert.Equal(("eu/s1", 2, 0L), (result.Shard, result.Epoch, result.ErasuresApplied));
        Assert.Equal(1, await scene.AskAsync("eu/s1", "select n from kept"));
        Assert.Equal("1 open", await scene.AskAsync("eu/s1", RestoreScene.OpenRanges));
        Assert.Equal(2, await scene.AskAsync("eu/s1", "select epoch from sharding.shard"));
        Assert.Equal(2, await scene.AskAsync("eu/register", "select epoch from sharding.shard"));

        // Every number of both blocks may have been given to somebody: the next user waits for a new block.
        Assert.Equal(
            "1000 2000",
            await scene.AskAsync(
                "eu/s1", "select string_agg(next_number::text, ' ' order by ordinal) from sharding.number_block"));
        Assert.Equal(
            ", 2, 1",
            await scene.AskAsync(
                "eu/s1",
                "select concat(user_number, ', ', epoch, ', ', next_ordinal) "
                + "from sharding.take_number(gen_random_uuid())"));
        await Sql.WaitForAsync(scene.Owner("eu/s1"), CountFollowers, 1L);
        await Sql.WaitForAsync(scene.Owner("eu/s1/r1"), "select n from kept", 1);
        Assert.Empty(scene.Left());
    }

    [Theory]
    [InlineData("copied")]
    [InlineData("closed")]
    [InlineData("mended")]
    [InlineData("decided")]
    [InlineData("exchanged")]
    [InlineData("opened")]
    public async Task A_restore_that_is_cut_short_anywhere_is_brought_to_its_end_by_the_next_one(string step)
    {
        await using var scene = await RestoreScene.StartAsync(ScratchWorld.OneReplica, Nothing);
        await Assert.ThrowsAsync<RestoreScene.CutShortException>(() => scene.RestoreAsync(step));

        await scene.RestoreAsync();

        Assert.Equal(1, await scene.AskAsync("eu/s1", "select n from kept"));
        Assert.Equal("1 open", await scene.AskAsync("eu/s1", RestoreScene.OpenRanges));
        Assert.Equal(
            await scene.AskAsync("eu/register", "select epoch from sharding.shard"),
            await scene.AskAsync("eu/s1", "select epoch from sharding.shard"));
        await Sql.WaitForAsync(scene.Owner("eu/s1"), CountFollowers, 1L);
        Assert.Empty(scene.Left());
    }

    [Theory]
    [InlineData("closed", 2)]
    [InlineData("mended", 2)]
    [InlineData("decided", 1)]
    [InlineData("exchanged", 1)]
    public async Task A_restore_that_is_cut_short_together_with_the_world_is_finished_or_given_up_by_its_next_start(
        string step, int kept)
    {
        await using var scene = await RestoreScene.StartAsync(ScratchWorld.OneReplica, Nothing);
        await Assert.ThrowsAsync<RestoreScene.CutShortException>(() => scene.RestoreAsync(step));
        await scene.DownAsync();
        if (step == "decided")
        {
            // In the middle of the exchange.
            var data = Path.Combine(scene.Folder.NodeFolder("eu/s1"), "data");
            Directory.Move(data, data + ".before");
        }

        await scene.UpAsync();

        Assert.Equal(kept, await scene.AskAsync("eu/s1", "select n from kept"));
        Assert.Equal("1 open", await scene.AskAsync("eu/s1", RestoreScene.OpenRanges));
        Assert.Equal(2, await scene.AskAsync("eu/s1", "select epoch from sharding.shard"));
        await Sql.WaitForAsync(scene.Owner("eu/s1"), CountFollowers, 1L);
        Assert.Empty(scene.Left());
    }

    [Fact]
    public async Task Users_of_a_range_that_has_moved_since_stay_where_they_are()
    {
        await using var scene = await RestoreScene.StartAsync(ScratchWorld.TwoShards, AddUser);
        await scene.AskAsync(
            "eu/register",
            """
            update sharding.key_range set state = 'closed' where shard = 's1';
            insert into sharding.key_range (first_number, end_number, shard) values (0, 30000, 's2')
            """);

        var result = (await scene.RestoreAsync())!;

        Assert.Equal(1, result.MovedUserCount);
        foreach (var table in new[] { "ledger.book", "personal.detail", "sharding.placed_user" })
        {
            Assert.Equal(0L, await scene.AskAsync("eu/s1", $"select count(*) from {table}"));
        }

        var ranges = (string)(await scene.AskAsync("eu/s1", RestoreScene.OpenRanges))!;
        Assert.DoesNotContain("open", ranges, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_restored_is_told_and_the_shard_goes_on()
    {
        await using var scene = await RestoreScene.StartAsync(ScratchWorld.OneShard, Nothing);
        await RefusedAsync("eu/s9", "latest", "There is no shard eu/s9. The shards are eu/s1");
        await RefusedAsync("eu/register", "latest", "docs/guides/restore.md");
        await RefusedAsync("eu/s1", "yesterday", "There is no backup yesterday of eu/s1. There are eu-s1-");
        Assert.Equal(2, await scene.AskAsync("eu/s1", "select n from kept"));
        Assert.Equal(1, await scene.AskAsync("eu/s1", "select epoch from sharding.shard"));

        await scene.DownAsync();
        await RefusedAsync("eu/s1", "latest", "does not run");

        async Task RefusedAsync(string shard, string backup, string said)
        {
            var refused = await Assert.ThrowsAsync<WorldException>(() =>
                new ShardRestore(scene.Folder, shard, new ScratchWorld.Deaf()).RunAsync(
                    backup, ScratchWorld.TimeLimit));
            Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        }
    }
}
