using Domicile.Ledger.Tests.Verification;
using Domicile.Ledger.Verification;
using Domicile.Local.Nodes;
using Domicile.Sharding.Topology;
using Domicile.Testing;
using Npgsql;

[assembly: AssemblyFixture(typeof(VerifiedNodes))]

namespace Domicile.Ledger.Tests.Verification;

/// <summary>
/// Four real servers for a whole run, started at the first question: a register, two shards and a replica of the first.
/// Each has a healthy database; a test takes copies of it to break.
/// </summary>
public sealed class VerifiedNodes
{
    private const string Healthy = "healthy";
    private const string HealthyKeys = "healthy_keys";
    private const int ConnectionsMax = 60;

    private readonly Lazy<Task<Servers>> servers = new(StartAsync);
    private int copyCount;

    /// <summary>The nodes of a healthy region, with databases that are this test's own.</summary>
    public async Task<IReadOnlyList<VerifiedNode>> CopyAsync()
    {
        var all = await servers.Value;
        var database = $"copy_{Interlocked.Increment(ref copyCount)}";
        await Task.WhenAll(all.Primaries.Select(node => CopyAsync(node, database)));
        return Nodes(all, database);
    }

    /// <summary>The same as a ledger enters it, to go on working in it.</summary>
    public async Task<(IReadOnlyList<VerifiedNode> Nodes, TestBooks Books)> CopyBooksAsync()
    {
        var nodes = await CopyAsync();
        var keys = new NodeAddress("127.0.0.1", nodes[0].Owner.Port, HealthyKeys, NodeRoles.Owner, RunNode.Password);
        return (nodes, TestBooks.Of("eu", nodes[0].Owner, keys, [nodes[1].Owner, nodes[2].Owner]));
    }

    private static async Task<Servers> StartAsync()
    {
        var primaries = await Task.WhenAll(
            new[] { "eu/register", "eu/s1", "eu/s2" }.Select(name => RunNode.StartAsync(name, ConnectionsMax)));
        foreach (var (node, database) in primaries.Select(node => (node, Healthy)).Append((primaries[0], HealthyKeys)))
        {
            await NodeBootstrap.CreateDatabaseAsync(node, database, RunNode.Roles, CancellationToken.None);
        }

        var books = TestBooks.Of(
            "eu",
            Address(primaries[0], Healthy),
            Address(primaries[0], HealthyKeys),
            primaries[1..].Select(node => Address(node, Healthy)));
        await books.SetUpAsync("0..30000", "30000..60000");
        await HealthyBooks.WriteAsync(books);
        return new Servers(primaries, await RunNode.FollowAsync(primaries[1], "eu/s1/r1"));
    }

    private static async Task CopyAsync(PostgresNode node, string database)
    {
        await using var source = NpgsqlDataSource.Create(node.AdminConnectionString("postgres"));
        foreach (var statement in new[]
        {
            $"create database {database} owner {NodeRoles.Owner} template {Healthy}",
            $"grant connect on database {database} to {NodeRoles.Server}",
        })
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static IReadOnlyList<VerifiedNode> Nodes(Servers all, string database) =>
    [
        Node("eu/register", VerifiedRole.Register, all.Primaries[0], database),
        Node("eu/s1", VerifiedRole.Primary, all.Primaries[1], database),
        Node("eu/s2", VerifiedRole.Primary, all.Primaries[2], database),
        Node("eu/s1/r1", VerifiedRole.Replica, all.Replica, "postgres"),
    ];

    private static VerifiedNode Node(string name, VerifiedRole role, PostgresNode node, string database) =>
        new(name, role, Address(node, database), Address(node, database) with { User = NodeRoles.Admin });

    private static NodeAddress Address(PostgresNode node, string database) =>
        new("127.0.0.1", node.Port, database, NodeRoles.Owner, RunNode.Password);

    private sealed record Servers(PostgresNode[] Primaries, PostgresNode Replica);
}
