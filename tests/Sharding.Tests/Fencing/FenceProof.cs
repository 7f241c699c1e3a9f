using System.Data;
using Domicile.Sharding.Sql;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Sharding.Tests.Fencing;

/// <summary>
/// A writer and a mover of one range, stepped by hand. The writer is held at a gate inside its fence, where its
/// statement has begun and its lock is not had yet; there the mover comes in between.
/// </summary>
internal sealed class FenceProof(TestRegion region) : IAsyncDisposable
{
    public const long User = 7;
    private const int Range = 1;
    private readonly List<NpgsqlConnection> connections = [];

    public static async Task<FenceProof> CreateAsync()
    {
        var region = await TestRegion.CreateAsync(30_000, ("s1", "0..30000"), ("s2", "30000..60000"));
        foreach (var shard in region.Topology.Shards)
        {
            await TestSql.RunAsync(region.OwnerOf(shard.Name), SqlFile.Read<FenceProof>("FenceProof.sql"));
        }

        return new FenceProof(region);
    }

    /// <summary>
    /// Compiles the shard's own fence again as <c>proof.write_NAME</c>, with a gate before its lock and changed as the
    /// proof wants it, and the write after it. Returns the statement that calls it.
    /// </summary>
    public async Task<string> CompileAsync(string name, string volatility, Func<string, string> change)
    {
        var body = await region.OnShardAsync<string>("s1", "select prosrc from pg_proc where proname = 'enter'");
        var changed = change(body.Replace("begin\n", "begin\n    perform proof.gate();\n", StringComparison.Ordinal));
        await TestSql.RunAsync(
            region.OwnerOf("s1"),
            $"""
            create function proof.enter_{name}(p_user_number bigint, p_range_id integer) returns void
            language plpgsql {volatility} as $f${changed}$f$;
            create function proof.write_{name}(p_user_number bigint, p_range_id integer) returns void
            language plpgsql volatile as $f$
            begin
                perform proof.enter_{name}(p_user_number, p_range_id);
                insert into proof.notes (user_number, text) values (p_user_number, 'hello');
            end
            $f$
            """);
        return $"select proof.write_{name}({User}, {Range})::text";
    }

    /// <summary>As <see cref="CompileAsync"/>, of the fence for many.</summary>
    public async Task<string> CompileManyAsync(string name, string volatility)
    {
        var body = await region.OnShardAsync<string>("s1", "select prosrc from pg_proc where proname = 'enter_many'");
        var gated = body.Replace("begin\n", "begin\n    perform proof.gate();\n", StringComparison.Ordinal);
        await TestSql.RunAsync(
            region.OwnerOf("s1"),
            $"""
            create function proof.enter_{name}(p_user_numbers bigint[], p_range_ids integer[]) returns smallint[]
            language plpgsql {volatility} as $f${gated}$f$;
            create function proof.write_{name}(p_user_number bigint, p_range_id integer) returns smallint
            language plpgsql volatile as $f$
            declare
                verdicts smallint[];
            begin
                verdicts := (select proof.enter_{name}(array[p_user_number], array[p_range_id]));
                if verdicts[1] = 0 then
                    insert into proof.notes (user_number, text) values (p_user_number, 'hello');
                end if;
                return verdicts[1];
            end
            $f$
            """);
        return $"select proof.write_{name}({User}, {Range})::text";
    }

    /// <summary>Holds every writer that comes to the gate, until the result is committed.</summary>
    public async Task<NpgsqlTransaction> ShutGateAsync()
    {
        var keeper = await ConnectAsync("keeper");
        var transaction = await keeper.BeginTransactionAsync();
        await TestSql.RunAsync(keeper, "select pg_advisory_xact_lock(7, 7)");
        return transaction;
    }

    /// <summary>Writes in a transaction of its own; ends with it committed, or with its refusal's SQLSTATE.</summary>
    public async Task<string> WriteAsync(string statement, IsolationLevel level)
    {
        var writer = await ConnectAsync("writer");
        await using var transaction = await writer.BeginTransactionAsync(level);
        await using var command = new NpgsqlCommand(statement, writer, transaction);
        try
        {
            var verdict = await command.ExecuteScalarAsync();
            await transaction.CommitAsync();
            return verdict is string { Length: > 0 } text and not "0" ? text : "written";
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }

    /// <summary>Returns when a writer stands before the shut gate.</summary>
    public async Task WriterIsHeldAsync()
    {
        var watcher = await ConnectAsync("watcher");
        await using var command = new NpgsqlCommand(
            "select count(*) from pg_locks where locktype = 'advisory' and classid = 7 and not granted", watcher);
        for (var look = 0; look < 10_000; look++)
        {
            if (await command.ExecuteScalarAsync() is 1L)
            {
                return;
            }
        }

        throw new TimeoutException("No writer came to the gate.");
    }

    /// <summary>The mover's first half, not committed: the exclusive lock, the range closed, rows copied.</summary>
    public async Task<NpgsqlTransaction> BeginMoveAsync()
    {
        var mover = await ConnectAsync("mover");
        var transaction = await mover.BeginTransactionAsync();
        await TestSql.RunAsync(mover, "set local lock_timeout = '100ms'");
        await TestSql.RunAsync(mover, $"select pg_advisory_xact_lock(68001, {Range})");
        await TestSql.RunAsync(mover, $"update sharding.key_range set state = 'closed' where id = {Range}");
        var rows = await CountAsync("s1");
        await TestSql.RunAsync(
            region.OwnerOf("s2"),
            $"insert into proof.notes select {User}, 'hello' from generate_series(1, {rows})");
        return transaction;
    }

    /// <summary>The second half: the source is closed, the register says the new owner, the target is open.</summary>
    public async Task FlipAsync(NpgsqlTransaction move)
    {
        await move.CommitAsync();
        await TestSql.RunAsync(
            region.OwnerNodes.Register,
            $"update sharding.region set map_version = map_version + 1; "
            + $"update sharding.key_range set shard = 's2' where id = {Range}");
        await TestSql.RunAsync(
            region.OwnerOf("s2"), $"insert into sharding.key_range values ({Range}, 0, 30000, 'open')");
    }

    /// <summary>Rows of the user that stand on the shard that does not own it and not on the one that does.</summary>
    public async Task<long> StrayCountAsync() =>
        await CountAsync("s1") - await CountAsync("s2");

    public Task<long> CountAsync(string shard) =>
        region.OnShardAsync<long>(shard, $"select count(*) from proof.notes where user_number = {User}");

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }

        await region.DisposeAsync();
    }

    private async Task<NpgsqlConnection> ConnectAsync(string name)
    {
        var connection = new NpgsqlConnection(region.OwnerOf("s1").ConnectionString(name, pooled: false));
        connections.Add(connection);
        await connection.OpenAsync();
        return connection;
    }
}
