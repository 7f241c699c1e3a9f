using Domicile.Sharding.Migrations;
using Domicile.Sharding.Topology;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Sharding.Tests.Migrations;

public sealed class FleetMigratorTests
{
    private static readonly MigrationScript First = new(1, "0001_first.sql", "create table first (id int);");
    private static readonly MigrationScript Second = new(2, "0002_second.sql", "create table second (id int);");

    private static MigrationSet Set(params MigrationScript[] scripts) => new("notes", scripts, grants: null);

    private static async Task<NodeMigration> RunAsync(NodeAddress address, params MigrationSet[] sets) =>
        Assert.Single(await new FleetMigrator("test").RunAsync(
            [new MigrationTarget("eu/s1", address, sets, [])], CancellationToken.None));

    private static async Task<object?> ScalarAsync(NodeAddress address, string sql)
    {
        await using var connection = new NpgsqlConnection(address.ConnectionString("test", pooled: false));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    [Fact]
    public async Task Missing_scripts_are_applied_in_order_and_those_already_there_are_left()
    {
        var database = await TestNode.CreateDatabaseAsync();

        var first = await RunAsync(database, Set(First));
        var second = await RunAsync(database, Set(Second, First));
        var third = await RunAsync(database, Set(First, Second));

        Assert.Equal(["notes/0001_first.sql"], first.Applied);
        Assert.Equal(["notes/0002_second.sql"], second.Applied);
        Assert.Equal((1, 0), (second.AlreadyThereCount, third.Applied.Count));
        Assert.All([first, second, third], run => Assert.Null(run.Failure));
        Assert.Equal(
            "1 2 test",
            await ScalarAsync(
                database,
                "select string_agg(number::text, ' ' order by number) || ' ' || max(runner) from sharding.migration"));
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_of_itself_and_is_resumed()
    {
        var database = await TestNode.CreateDatabaseAsync();
        var broken = Second with { Sql = "create table second (id int); select * from nowhere;" };

        var failed = await RunAsync(database, Set(First, broken));

        Assert.Equal(["notes/0001_first.sql"], failed.Applied);
        Assert.Contains("eu/s1: notes/0002_second.sql failed: relation \"nowhere\" does not exist", failed.Failure);
        Assert.Equal(DBNull.Value, await ScalarAsync(database, "select to_regclass('second')::text"));

        var resumed = await RunAsync(database, Set(First, Second));
        Assert.Null(resumed.Failure);
        Assert.Equal(["notes/0002_second.sql"], resumed.Applied);
    }

    [Fact]
    public async Task A_script_that_was_changed_after_it_was_applied_is_refused_by_name()
    {
        var database = await TestNode.CreateDatabaseAsync();
        await RunAsync(database, Set(First));

        var run = await RunAsync(database, Set(First with { Sql = "create table first (id bigint);" }, Second));

        Assert.StartsWith("eu/s1: notes/0001_first.sql was changed after it was applied on ", run.Failure);
        Assert.Empty(run.Applied);
    }

    [Fact]
    public async Task Other_line_endings_are_not_a_change()
    {
        var database = await TestNode.CreateDatabaseAsync();
        await RunAsync(database, Set(First with { Sql = "create table first (\nid int);\n" }));

        var run = await RunAsync(database, Set(First with { Sql = "create table first (\r\nid int);\r\n" }));

        Assert.Null(run.Failure);
    }

    [Fact]
    public async Task A_journal_newer_than_the_program_is_refused()
    {
        var database = await TestNode.CreateDatabaseAsync();
        await RunAsync(database, Set(First, Second));

        var run = await RunAsync(database, Set(First));

        Assert.Contains("eu/s1: the database has notes/0002_second.sql, which is newer than this program", run.Failure);
    }

    [Fact]
    public async Task A_gap_in_the_journal_is_refused()
    {
        var database = await TestNode.CreateDatabaseAsync();
        await RunAsync(database, Set(First, Second));
        await ScalarAsync(database, "delete from sharding.migration where number = 1");

        var run = await RunAsync(database, Set(First, Second));

        Assert.Contains("eu/s1: the journal has notes/0002_second.sql but not number 1 before it", run.Failure);
    }

    [Fact]
    public async Task Two_runners_at_once_apply_each_script_once()
    {
        var database = await TestNode.CreateDatabaseAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunAsync(database, Set(First, Second))));

        Assert.All(runs, run => Assert.Null(run.Failure));
        Assert.Equal(2, runs.Sum(run => run.Applied.Count));
    }

    [Fact]
    public async Task A_runner_that_waits_too_long_says_who_holds_the_database()
    {
        var database = await TestNode.CreateDatabaseAsync();
        await using var other = new NpgsqlConnection(database.ConnectionString("somebody else", pooled: false));
        await other.OpenAsync();
        await using var hold = new NpgsqlCommand("select pg_advisory_lock(68002, 0)", other);
        await hold.ExecuteNonQueryAsync();

        var migrator = new FleetMigrator("test", new() { RunnerWaitMax = TimeSpan.FromMilliseconds(50) });
        var run = Assert.Single(await migrator.RunAsync(
            [new MigrationTarget("eu/s1", database, [Set(First)], [])], CancellationToken.None));

        Assert.Contains($"somebody else (process {other.ProcessID}, role domicile_admin", run.Failure);
    }

    [Fact]
    public async Task A_table_that_stays_locked_is_given_up_with_the_database_as_it_was()
    {
        var database = await TestNode.CreateDatabaseAsync();
        await RunAsync(database, Set(First));
        await using var other = new NpgsqlConnection(database.ConnectionString("other", pooled: false));
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using var read = new NpgsqlCommand("select * from first", other, transaction);
        await read.ExecuteNonQueryAsync();

        var limits = new MigrationLimits { LockWaitMax = TimeSpan.FromMilliseconds(20), LockTryCount = 2 };
        var altering = Second with { Sql = "alter table first add column note text;" };
        var run = Assert.Single(await new FleetMigrator("test", limits).RunAsync(
            [new MigrationTarget("eu/s1", database, [Set(First, altering)], [])], CancellationToken.None));

        Assert.Contains("eu/s1: notes/0002_second.sql could not get a table's lock within 0.02 s, 2", run.Failure);
        await transaction.CommitAsync();
        Assert.Null((await RunAsync(database, Set(First, altering))).Failure);
    }

    [Fact]
    public async Task A_node_that_does_not_answer_keeps_no_other_from_its_schema()
    {
        var database = await TestNode.CreateDatabaseAsync();
        var nobody = database with { Port = TestNode.FreePort() };

        var runs = await new FleetMigrator("test").RunAsync(
            [
                new MigrationTarget("eu/s1", nobody, [Set(First)], []),
                new MigrationTarget("eu/s2", database, [Set(First)], []),
            ],
            CancellationToken.None);

        Assert.StartsWith($"eu/s1 (domicile_admin@127.0.0.1:{nobody.Port}/", runs[0].Failure);
        Assert.DoesNotContain(nobody.Password + ";", runs[0].Failure);
        Assert.True(runs[1].IsComplete);
    }

    [Fact]
    public async Task Grants_run_each_time_for_every_role()
    {
        var database = await TestNode.CreateDatabaseAsync();
        await ScalarAsync(database, "create role \"odd \"\"role\"; create role reader_two");
        var set = new MigrationSet("notes", [First], "grant select on first to :\"server_role\";");
        var target = new MigrationTarget("eu/s1", database, [set], ["odd \"role", "reader_two"]);
        var migrator = new FleetMigrator("test");

        await migrator.RunAsync([target], CancellationToken.None);
        await ScalarAsync(database, "revoke select on first from reader_two");
        var again = Assert.Single(await migrator.RunAsync([target], CancellationToken.None));

        Assert.Null(again.Failure);
        foreach (var role in target.ServerRoles)
        {
            Assert.Equal(
                true,
                await ScalarAsync(
                    database,
                    $"select has_table_privilege('{role}', 'first', 'select') "
                    + $"and has_table_privilege('{role}', 'sharding.migration', 'select')"));
        }
    }

    [Fact]
    public async Task Workers_are_granted_what_servers_are_not()
    {
        var database = await TestNode.CreateDatabaseAsync();
        await ScalarAsync(database, "create role serving; create role working");
        var set = new MigrationSet("notes", [First], "grant select on first to :\"server_role\";")
        {
            WorkGrants = "grant delete on first to :\"work_role\";",
        };
        var target = new MigrationTarget("eu/s1", database, [set], ["serving"]) { WorkRoles = ["working"] };
        Assert.Null(Assert.Single(
            await new FleetMigrator("test").RunAsync([target], CancellationToken.None)).Failure);

        Assert.Equal("true false false true", await ScalarAsync(
            database,
            "select format('%s %s %s %s', "
            + "has_table_privilege('serving', 'first', 'select')::text, "
            + "has_table_privilege('serving', 'first', 'delete')::text, "
            + "has_table_privilege('working', 'first', 'select')::text, "
            + "has_table_privilege('working', 'first', 'delete')::text)"));
    }

    [Fact]
    public void A_set_with_a_gap_is_refused_when_it_is_made()
    {
        var gap = Assert.Throws<ArgumentException>(() => Set(First, Second with { Number = 3 }));
        Assert.Contains("Set notes has 0002_second.sql where number 2 was expected", gap.Message);
    }

    [Theory]
    [InlineData("missing", "eu/s1: the database lacks notes/0002_second.sql")]
    [InlineData("unknown set", "eu/s1: the database has notes/0001_first.sql, a set that this program does not know")]
    [InlineData("empty", "eu/s1 has never been migrated")]
    [InlineData("newer", "eu/s1: the database has notes/0002_second.sql, which is newer than this program")]
    [InlineData("exact", null)]
    public async Task The_schema_check_knows_only_exactly_its_own_schema(string journal, string? problem)
    {
        var database = await TestNode.CreateDatabaseAsync();
        if (journal != "empty")
        {
            await RunAsync(database, journal is "missing" or "unknown set" ? Set(First) : Set(First, Second));
        }

        MigrationSet[] known = journal switch
        {
            "unknown set" => [],
            "newer" => [Set(First)],
            _ => [Set(First, Second)],
        };
        await using var source = database.Open("test", 1);
        var verdict = await SchemaCheck.CheckAsync("eu/s1", source, known, CancellationToken.None);

        Assert.Equal(problem is null, verdict.IsKnown);
        Assert.StartsWith(problem ?? "", verdict.Problem ?? "");
    }
}
