using Domicile.Testing;
using Npgsql;

namespace Domicile.Sharding.Tests.Fencing;

public sealed class EnterManyTests
{
    private static Task<string> EnterAsync(TestRegion region, string users, string ranges) =>
        TestSql.ScalarAsync<string>(
            region.ServerNodes.Shards[0].Primary,
            $"select array_to_string(sharding.enter_many('{users}'::bigint[], '{ranges}'::integer[]), ' ')");

    [Fact]
    public async Task Each_item_is_judged_by_itself_in_the_order_asked()
    {
        await using var region = await TestRegion.CreateAsync(10, ("s1", "0..10 10..20 20..30 30..40"));
        await TestSql.RunAsync(region.OwnerOf("s1"), "update sharding.key_range set state = 'closed' where id = 2");
        await using var mover = new NpgsqlConnection(region.OwnerOf("s1").ConnectionString("mover", pooled: false));
        await mover.OpenAsync();
        await using var transaction = await mover.BeginTransactionAsync();
        await TestSql.RunAsync(mover, "select pg_advisory_xact_lock(68001, 3)");

        // Open, open by another range's id, closed, being closed, again open, past the end, unknown range, no range.
        Assert.Equal(
            "0 1 1 2 0 1 1 1",
            await EnterAsync(region, "{39,31,10,25,0,40,5,5}", "{4,1,2,3,1,4,99,null}"));
    }

    [Theory]
    [InlineData("{}", "{}", "")]
    [InlineData("{0}", "{1}", "0")]
    [InlineData("{9}", "{1}", "0")]
    [InlineData("{10}", "{1}", "1")]
    [InlineData("{-1}", "{1}", "1")]
    [InlineData("{0,1}", "{1}", "0 1")]
    [InlineData("{null}", "{1}", "1")]
    public async Task The_edges_of_a_range_and_of_an_array_hold(string users, string ranges, string verdicts)
    {
        await using var region = await TestRegion.CreateAsync(10, ("s1", "0..10"));

        Assert.Equal(verdicts, await EnterAsync(region, users, ranges));
    }
}
