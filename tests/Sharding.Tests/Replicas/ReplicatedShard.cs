using Domicile.Sharding.Migrations;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Setup;
using Domicile.Sharding.Topology;
using Domicile.Testing;

namespace Domicile.Sharding.Tests.Replicas;

/// <summary>
/// A region of one shard on a primary of its own, with replicas that follow it. Ends with the test run.
/// </summary>
internal sealed class ReplicatedShard
{
    private ReplicatedShard(RunNode primary, List<RunNode> replicas, TestDatabase register, TestDatabase shard)
    {
        Primary = primary;
        Replicas = replicas;
        Register = register;
        Database = shard;
    }

    public RunNode Primary { get; }

    public IReadOnlyList<RunNode> Replicas { get; }

    public TestDatabase Register { get; }

    /// <summary>The shard's database on the primary.</summary>
    public TestDatabase Database { get; }

    /// <summary>The shard's database on a replica.</summary>
    public TestDatabase OnReplica(int index = 0) => Replicas[index].Database(Database.Admin.Database);

    public RegionNodes Nodes => new(
        "eu",
        Register.Server,
        [new ShardNodes("s1", Database.Server, [.. Replicas.Select((_, i) => OnReplica(i).Server)])]);

    public static async Task<ReplicatedShard> StartAsync(int replicaCount)
    {
        var primary = await RunNode.StartAsync("primary", 60);
        var register = await TestNode.CreateWorldDatabaseAsync();
        var shard = await primary.CreateDatabaseAsync("shard");
        var replicas = new List<RunNode>();
        for (var i = 1; i <= replicaCount; i++)
        {
            replicas.Add(await primary.FollowAsync($"replica {i}", $"r{i}"));
        }

        foreach (var (database, set) in new[]
        {
            (register, ShardingSchema.Register), (shard, ShardingSchema.Shard),
        })
        {
            var run = Assert.Single(await new FleetMigrator("test").RunAsync(
                [new MigrationTarget(set.Name, database.Owner, [set], [database.Server.User])],
                CancellationToken.None));
            Assert.Null(run.Failure);
        }

        var topology = new RegionTopology(
            "eu",
            30_000,
            [new SiteTopology("eu-west-1", SiteRole.Writer)],
            [new ShardTopology("s1", [new NumberRange(0, 30_000)], replicaCount)]);
        var owned = new RegionNodes("eu", register.Owner, [new ShardNodes("s1", shard.Owner, [])]);
        Assert.Empty((await RegionSetup.RunAsync(topology, owned, CancellationToken.None)).Problems);
        return new ReplicatedShard(primary, replicas, register, shard);
    }

    /// <summary>
    /// Takes from everybody but superusers, on all nodes, each function that tells of the log of changes: Aurora
    /// refuses most of them.
    /// </summary>
    public Task DenyLogFunctionsAsync() => TestSql.RunAsync(
        Database.Admin,
        """
        do $$
        declare f regprocedure;
        begin
            for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname = 'pg_catalog' and (p.proname ~ '^pg_.*_(wal|xact_replay|recovery)'
                    or p.proname ~ '^pg_(get|is)_wal' or p.proname = 'pg_stat_get_wal_senders')
            loop
                execute format('revoke execute on function %s from public', f);
            end loop;
        end $$
        """);

    public async Task<ShardRouter> OpenRouterAsync()
    {
        var router = ShardRouter.Open(Nodes, "test", 4);
        await router.ReloadAsync(CancellationToken.None);
        return router;
    }
}
