using Domicile.Ledger.Transfers;
using Npgsql;
using static Domicile.Ledger.Tests.Transfers.PostingShard;

namespace Domicile.Ledger.Tests.Transfers;

/// <summary>The posting function with its fence, and the same function compiled without it.</summary>
public sealed class PostingFenceTests : IAsyncLifetime
{
    private const string Check = "entered := sharding.enter_many(p_users, p_ranges);";
    private const string NoCheck = "entered := array_fill(0::smallint, array[cardinality(p_users)]);";

    private PostingShard shard = null!;

    public async ValueTask InitializeAsync() => shard = await CreateAsync(2);

    public ValueTask DisposeAsync() => shard.DisposeAsync();

    [Fact]
    public async Task A_posting_into_a_range_that_went_away_is_sent_back()
    {
        await shard.RunAsync("update sharding.key_range set state = 'closed'");

        var result = (await shard.PostAsync(Order(null, 1, 5))).Single();

        Assert.Equal(PostingOutcome.Moved, result.Outcome);
        Assert.Equal(0, await shard.AskAsync<long>("select count(*) from ledger.posting"));
    }

    [Fact]
    public async Task With_the_check_removed_the_same_posting_leaves_a_stray_row()
    {
        await RemoveCheckAsync();
        await shard.RunAsync("update sharding.key_range set state = 'closed'");

        var result = (await shard.PostAsync(Order(null, 1, 5))).Single();

        Assert.Equal(PostingOutcome.Posted, result.Outcome);
        Assert.Equal(1, await shard.AskAsync<long>("select count(*) from ledger.posting"));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_posting_holds_its_range_until_it_is_committed(bool isFenced, bool mayClose)
    {
        if (!isFenced)
        {
            await RemoveCheckAsync();
        }

        await using var writer = await shard.Server.OpenConnectionAsync();
        await using var transaction = await writer.BeginTransactionAsync();
        await using var post = new NpgsqlCommand(PostOne, writer, transaction);
        Assert.Equal("posted", await post.ExecuteScalarAsync());

        Assert.Equal(mayClose, await shard.AskAsync<bool>($"select pg_try_advisory_xact_lock(68001, {RangeId})"));
    }

    [Fact]
    public async Task At_repeatable_read_the_posting_function_refuses_to_run()
    {
        await using var writer = await shard.Server.OpenConnectionAsync();
        await using var transaction = await writer.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using var post = new NpgsqlCommand(PostOne, writer, transaction);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => post.ExecuteScalarAsync());

        Assert.Equal(PostgresErrorCodes.FeatureNotSupported, refused.SqlState);
    }

    private static string PostOne =>
        $"""
        select outcome from ledger.post_transfers(
            array[gen_random_uuid()], array[1::bigint], array[sha256('k')], array[sha256('r')], array[1::bigint],
            array['EUR'], array[5::bigint], array[null::timestamptz], array[null::int], array[1],
            array[1], array[1], array[1], array[false], array['external'], null,
            array[1::bigint], array[{RangeId}], array[1], array[1::bigint], array['EUR'])
        """;

    private async Task RemoveCheckAsync()
    {
        var function = await shard.AskAsync<string>("select pg_get_functiondef('ledger.post_transfers'::regproc)");
        Assert.Contains(Check, function);
        await shard.RunAsync(function.Replace(Check, NoCheck));
    }
}
