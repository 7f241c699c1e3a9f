using System.Collections.Concurrent;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Sql;
using Domicile.Testing;

namespace Domicile.Sharding.Tests;

/// <summary>
/// Migrated, empty databases, used again by the next test: making one costs more than most tests. Each is one test's at
/// a time.
/// </summary>
internal sealed class TestDatabases(MigrationSet set)
{
    public static readonly TestDatabases Shards = new(ShardingSchema.Shard);
    public static readonly TestDatabases Registers = new(ShardingSchema.Register);

    private readonly ConcurrentBag<TestDatabase> free = [];

    public async Task<TestDatabase> TakeAsync()
    {
        if (free.TryTake(out var used))
        {
            return used;
        }

        var made = await TestNode.CreateWorldDatabaseAsync();
        var run = Assert.Single(await new FleetMigrator("test").RunAsync(
            [new MigrationTarget(set.Name, made.Owner, [set], [made.Server.User])], CancellationToken.None));
        Assert.Null(run.Failure);
        return made;
    }

    public async Task GiveBackAsync(TestDatabase database)
    {
        await TestSql.RunAsync(database.Admin, SqlFile.Read<TestDatabases>("ResetDatabase.sql"));
        free.Add(database);
    }
}
