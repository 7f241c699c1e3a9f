using Domicile.Sharding.Migrations;
using Domicile.Testing;

namespace Domicile.Sharding.Tests.Migrations;

public sealed class ShardingSchemaTests
{
    [Fact]
    public async Task The_schemas_of_a_shard_and_a_register_are_made_and_then_known()
    {
        foreach (var set in new[] { ShardingSchema.Shard, ShardingSchema.Register })
        {
            var database = await TestNode.CreateDatabaseAsync();
            var run = Assert.Single(await new FleetMigrator("test").RunAsync(
                [new MigrationTarget("eu/s1", database, [set], [database.User])], CancellationToken.None));
            await using var source = database.Open("test", 1);

            Assert.Null(run.Failure);
            Assert.Null((await SchemaCheck.CheckAsync("eu/s1", source, [set], CancellationToken.None)).Problem);
        }
    }
}
