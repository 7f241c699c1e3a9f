using Domicile.Local.Worlds;
using Domicile.Testing;

namespace Domicile.Cli.Tests.Cloud;

/// <summary>The promotion of nodes in AWS: done, stopped anywhere, and wrongly asked for.</summary>
public sealed class NodePromotionTests
{
    /// <summary>Two blocks that a shard has, and a register that was promoted too may have forgotten.</summary>
    private const string Blocks =
        "insert into sharding.number_block (epoch, ordinal, first_number, end_number, next_number) "
        + "values (1, 1, 0, 1000, 1000), (1, 2, 1000, 2000, 1007)";

    [Fact]
    public async Task A_shard_is_of_the_next_epoch_at_its_new_place_and_a_second_run_finds_nothing_to_do()
    {
        await using var region = await MovedRegion.MakeAsync("pra");
        var version = await MapVersionAsync(region);

        var first = await region.Promotion("s1").RunAsync(CancellationToken.None);
        var second = await region.Promotion("s1").RunAsync(CancellationToken.None);

        Assert.Equal((2, true), (first.Epoch!.Value, first.IsNew));
        Assert.Equal(["eu-central-1", "eu-west-1"], first.Told);
        Assert.Equal((2, false), (second.Epoch!.Value, second.IsNew));
        Assert.Equal((0, 2), (second.Told.Count, second.Knew.Count));
        Assert.Equal((2, region.NewPlace, 2), await region.StandingAsync("s1"));
        Assert.Equal((1, region.OldPlace, 1), await region.StandingAsync("s2"));
        Assert.True(await MapVersionAsync(region) > version);
        var told = await region.New.NodeAsync("pra", "s1");
        Assert.Equal(region.NewPlace, told["primary"]!.GetValue<string>());
        Assert.Equal("reader.example:5432", told["readers"]![0]!.GetValue<string>());
        Assert.Equal("domicile/pra/s1/{role}", told["secret"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("leases put back", "prb")]
    [InlineData("decided", "prc")]
    [InlineData("begun", "prd")]
    [InlineData("told eu-central-1", "pre")]
    public async Task A_promotion_that_was_cut_short_is_finished_by_the_next_and_raises_one_epoch(
        string step, string name)
    {
        await using var region = await MovedRegion.MakeAsync(name);
        await TestSql.RunAsync(region.Books.OwnerOf("s1"), Blocks);
        var stopped = region.Promotion("s1", done =>
        {
            if (done == step)
            {
                throw new OperationCanceledException($"cut short after {done}");
            }
        });
        await Assert.ThrowsAsync<OperationCanceledException>(() => stopped.RunAsync(CancellationToken.None));

        var result = await region.Promotion("s1").RunAsync(CancellationToken.None);

        Assert.Equal(2, result.Epoch);
        Assert.Equal((2, region.NewPlace, 2), await region.StandingAsync("s1"));
        Assert.Equal(region.NewPlace, await region.ToldAsync(region.Old, "s1"));
        Assert.Equal(region.NewPlace, await region.ToldAsync(region.New, "s1"));
    }

    [Theory]
    [InlineData("register", "prf")]
    [InlineData("keys", "prg")]
    public async Task A_node_without_epochs_is_only_told_of(string node, string name)
    {
        await using var region = await MovedRegion.MakeAsync(name);

        var result = await region.Promotion(node).RunAsync(CancellationToken.None);

        Assert.Equal(($"{name}/{node}", null, true), (result.Node, result.Epoch, result.IsNew));
        Assert.Equal(region.NewPlace, await region.ToldAsync(region.New, node));
        Assert.Equal((1, region.OldPlace, 1), await region.StandingAsync("s1"));
        Assert.False((await region.Promotion(node).RunAsync(CancellationToken.None)).IsNew);
    }

    [Fact]
    public async Task Another_node_at_that_place_is_refused_and_keeps_its_ranges()
    {
        await using var region = await MovedRegion.MakeAsync("prh");
        await region.PutDatabaseAsync("s1", region.Books.OwnerOf("s2").Database);
        await region.PutDatabaseAsync("keys", region.Books.OwnerOf("s2").Database);

        await RefusedAsync(region, "s1", $"The node at {region.NewPlace} says that it is prh/s2, not prh/s1");
        await RefusedAsync(region, "keys", $"The node at {region.NewPlace} is not prh/keys");

        Assert.Equal((1, region.OldPlace, 1), await region.StandingAsync("s1"));
        Assert.Equal((1, region.OldPlace, 1), await region.StandingAsync("s2"));
        Assert.Equal(region.OldPlace, await region.ToldAsync(region.New, "s1"));
    }

    [Fact]
    public async Task A_node_that_takes_no_writes_is_refused()
    {
        await using var region = await MovedRegion.MakeAsync("pri");
        var shard = region.Books.OwnerOf("s1");
        await TestSql.RunAsync(shard, $"alter database {shard.Database} set default_transaction_read_only = on");

        await RefusedAsync(region, "s1", $"pri/s1 at {region.NewPlace} takes no writes");

        Assert.Equal(1, (await region.StandingAsync("s1")).Registered);
    }

    [Fact]
    public async Task A_register_that_forgot_the_shards_epoch_is_refused()
    {
        await using var region = await MovedRegion.MakeAsync("prj");
        await TestSql.RunAsync(region.Books.OwnerOf("s1"), "update sharding.shard set epoch = 3");

        await RefusedAsync(region, "s1", "is of epoch 3, and the register says 1");
    }

    [Fact]
    public async Task A_register_that_forgot_leases_learns_them_and_gives_up_the_block_after_them()
    {
        await using var region = await MovedRegion.MakeAsync("prk");
        await TestSql.RunAsync(region.Books.OwnerOf("s1"), Blocks);

        await region.Promotion("s1").RunAsync(CancellationToken.None);

        Assert.Equal("1/1 0, 1/2 1000, 1/3 2000", await TestSql.ScalarAsync<string>(
            region.Books.Owner.Register,
            "select string_agg(epoch || '/' || ordinal || ' ' || first_number, ', ' order by first_number) "
            + "from sharding.number_lease where shard = 's1'"));
    }

    [Fact]
    public async Task Numbers_that_the_register_has_leased_to_another_generation_are_refused()
    {
        await using var region = await MovedRegion.MakeAsync("prl");
        await TestSql.RunAsync(
            region.Books.Owner.Register,
            "insert into sharding.number_lease (shard, epoch, ordinal, range_id, first_number, end_number) "
            + "select 's1', 1, 1, id, 500, 1500 from sharding.key_range where shard = 's1'");
        await TestSql.RunAsync(
            region.Books.OwnerOf("s1"),
            "insert into sharding.number_block (epoch, ordinal, first_number, end_number, next_number) "
            + "values (1, 2, 1000, 2000, 1007)");

        await RefusedAsync(region, "s1", "has leased a second time");

        Assert.Equal(1, (await region.StandingAsync("s1")).Registered);
    }

    [Fact]
    public async Task A_site_that_cannot_be_told_is_named_and_the_others_are_told()
    {
        await using var region = await MovedRegion.MakeAsync("prm");
        await region.Old.ForgetNodeAsync("prm", "s1");

        var result = await region.Promotion("s1").RunAsync(CancellationToken.None);

        Assert.Equal(["eu-central-1"], result.Told);
        Assert.Contains(
            "/domicile/prm/nodes/s1 is missing in eu-west-1", result.Untold["eu-west-1"], StringComparison.Ordinal);
        Assert.Equal((2, region.NewPlace, 2), await region.StandingAsync("s1"));
    }

    private static async Task RefusedAsync(MovedRegion region, string node, string why)
    {
        var refused = await Assert.ThrowsAsync<WorldException>(
            () => region.Promotion(node).RunAsync(CancellationToken.None));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private static Task<long> MapVersionAsync(MovedRegion region) => TestSql.ScalarAsync<long>(
        region.Books.Owner.Register, "select map_version from sharding.region");
}
