// A table of notes over two databases, by the library alone: ./README.md says how to run it.
using System.Security.Cryptography;
using System.Text;
using Domicile.Sharding.Fencing;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Placement;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Setup;
using Domicile.Sharding.Topology;
using OnlySharding;

var topology = new RegionTopology("eu", 30_000, [new("here", SiteRole.Writer)],
    [new("s1", [new(0, 30_000)], 0), new("s2", [new(30_000, 60_000)], 0)]);
var nodes = args.Select(NodeAddress.Parse).ToArray() is [var register, var first, var second]
    ? new RegionNodes("eu", register, [new("s1", first, []), new("s2", second, [])])
    : throw new ArgumentException("Give three connection strings: the register's and two shards'.", nameof(args));

var targets = nodes.Shards
    .Select(shard => new MigrationTarget(shard.Name, shard.Primary, [ShardingSchema.Shard, Notes.Schema], []))
    .Append(new MigrationTarget("register", nodes.Register, [ShardingSchema.Register], []));
foreach (var node in await new FleetMigrator("only-sharding").RunAsync([.. targets], default))
{
    Console.WriteLine(node.Failure ?? $"{node.Node}: schema complete");
}

(await RegionSetup.RunAsync(topology, nodes, default)).Problems.ToList().ForEach(Console.WriteLine);
await using var router = ShardRouter.Open(nodes, "only-sharding", 4);
var placement = new UserPlacement(router, TimeProvider.System);
var notes = new Notes(new FencedWriter(router, TimeProvider.System));
foreach (var name in new[] { "Ada", "Emmy", "Grace", "Sofia" })
{
    var key = SHA256.HashData(Encoding.UTF8.GetBytes(name));
    var user = await placement.PlaceAsync(key, key, Guid.CreateVersion7(), default);
    var written = await notes.AddAsync(user.User.Number, user.CreationId, $"{name} was here");
    Console.WriteLine($"{name} is {user.User} on {user.Route.Shard.FullName}: {written.Outcome}");
}

await notes.PrintAsync(router.Shards);
