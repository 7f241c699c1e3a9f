using System.Data;
using System.Text.RegularExpressions;
using Domicile.Sharding.Fencing;
using Npgsql;

namespace Domicile.Sharding.Tests.Fencing;

/// <summary>
/// A range is closed and flipped to another shard just while a write is under way. The fence lets no row through; each
/// of its parts is taken away once, to see the row that then stands where nobody looks for it.
/// </summary>
public sealed partial class FenceProofTests
{
    private static async Task<(string Answer, long StrayCount)> MoveDuringAsync(
        FenceProof proof, string statement, IsolationLevel level = IsolationLevel.ReadCommitted)
    {
        var gate = await proof.ShutGateAsync();
        var write = proof.WriteAsync(statement, level);
        await proof.WriterIsHeldAsync();

        await proof.FlipAsync(await proof.BeginMoveAsync());
        await gate.CommitAsync();

        return (await write, await proof.StrayCountAsync());
    }

    [Fact]
    public async Task The_fence_refuses_a_write_whose_range_went_away_while_it_was_under_way()
    {
        await using var proof = await FenceProof.CreateAsync();
        var write = await proof.CompileAsync("real", "volatile", body => body);

        Assert.Equal((FenceCodes.Moved, 0), await MoveDuringAsync(proof, write));
    }

    [Fact]
    public async Task The_fence_for_many_refuses_it_too()
    {
        await using var proof = await FenceProof.CreateAsync();
        var write = await proof.CompileManyAsync("many", "volatile");

        Assert.Equal(("1", 0), await MoveDuringAsync(proof, write));
    }

    [Fact]
    public async Task With_the_check_taken_out_the_row_goes_astray()
    {
        await using var proof = await FenceProof.CreateAsync();
        var write = await proof.CompileAsync("unchecked", "volatile", body =>
        {
            var without = CheckOfTheRange().Replace(body, "");
            Assert.NotEqual(body, without);
            return without;
        });

        Assert.Equal(("written", 1), await MoveDuringAsync(proof, write));
    }

    [Fact]
    public async Task With_lock_and_check_in_one_statement_the_row_goes_astray()
    {
        await using var proof = await FenceProof.CreateAsync();

        var write = $"select proof.write_with_one_cte({FenceProof.User}, 1)::text";

        Assert.Equal(("written", 1), await MoveDuringAsync(proof, write));
    }

    [Fact]
    public async Task With_a_stable_function_the_row_goes_astray()
    {
        await using var proof = await FenceProof.CreateAsync();
        var write = await proof.CompileAsync("stable", "stable", body => body);

        Assert.Equal(("written", 1), await MoveDuringAsync(proof, write));
    }

    [Fact]
    public async Task With_a_stable_function_for_many_the_row_goes_astray()
    {
        await using var proof = await FenceProof.CreateAsync();
        var write = await proof.CompileManyAsync("many_stable", "stable");

        Assert.Equal(("written", 1), await MoveDuringAsync(proof, write));
    }

    [Theory]
    [InlineData(IsolationLevel.RepeatableRead)]
    [InlineData(IsolationLevel.Serializable)]
    public async Task With_an_old_snapshot_for_the_whole_transaction_the_row_goes_astray(IsolationLevel level)
    {
        await using var proof = await FenceProof.CreateAsync();
        var write = await proof.CompileAsync("unguarded", "volatile", body =>
        {
            var without = GuardOfTheLevel().Replace(body, "");
            Assert.NotEqual(body, without);
            return without;
        });

        Assert.Equal(("written", 1), await MoveDuringAsync(proof, write, level));
    }

    [Theory]
    [InlineData(IsolationLevel.RepeatableRead)]
    [InlineData(IsolationLevel.Serializable)]
    public async Task The_fence_itself_refuses_to_be_entered_with_an_old_snapshot(IsolationLevel level)
    {
        await using var proof = await FenceProof.CreateAsync();

        Assert.Equal(
            PostgresErrorCodes.FeatureNotSupported,
            await proof.WriteAsync($"select sharding.enter({FenceProof.User}, 1)::text", level));
        Assert.Equal(
            PostgresErrorCodes.FeatureNotSupported,
            await proof.WriteAsync($"select sharding.enter_many(array[{FenceProof.User}], array[1])::text", level));
    }

    [Fact]
    public async Task A_write_that_comes_while_the_range_is_being_closed_is_told_to_try_again()
    {
        await using var proof = await FenceProof.CreateAsync();
        var one = await proof.CompileAsync("real", "volatile", body => body);
        var many = await proof.CompileManyAsync("many", "volatile");

        await using var move = await proof.BeginMoveAsync();

        Assert.Equal(FenceCodes.Busy, await proof.WriteAsync(one, IsolationLevel.ReadCommitted));
        Assert.Equal("2", await proof.WriteAsync(many, IsolationLevel.ReadCommitted));
        await proof.FlipAsync(move);
        Assert.Equal(FenceCodes.Moved, await proof.WriteAsync(one, IsolationLevel.ReadCommitted));
        Assert.Equal(0, await proof.StrayCountAsync());
    }

    [Fact]
    public async Task A_range_is_not_closed_while_a_write_is_in_it_and_the_write_moves_with_it()
    {
        await using var proof = await FenceProof.CreateAsync();
        var gate = await proof.ShutGateAsync();
        var writing = proof.WriteAsync(
            $"select sharding.enter({FenceProof.User}, 1); select proof.gate(); "
            + $"insert into proof.notes values ({FenceProof.User}, 'hello')",
            IsolationLevel.ReadCommitted);
        await proof.WriterIsHeldAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(proof.BeginMoveAsync);
        await gate.CommitAsync();

        Assert.Equal(PostgresErrorCodes.LockNotAvailable, refused.SqlState);
        Assert.Equal("written", await writing);
        await proof.FlipAsync(await proof.BeginMoveAsync());
        Assert.Equal((1, 1), (await proof.CountAsync("s1"), await proof.CountAsync("s2")));
    }

    [GeneratedRegex(@"    perform 1\s+from sharding\.key_range.*?end if;", RegexOptions.Singleline)]
    private static partial Regex CheckOfTheRange();

    [GeneratedRegex(@"    if current_setting.*?end if;", RegexOptions.Singleline)]
    private static partial Regex GuardOfTheLevel();
}
