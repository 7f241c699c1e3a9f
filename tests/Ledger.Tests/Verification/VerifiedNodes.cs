using Domicile.Ledger.Tests.Verification;
using Domicile.Ledger.Verification;
using Domicile.Local.Keys;
using Domicile.Testing;

[assembly: AssemblyFixture(typeof(VerifiedNodes))]

namespace Domicile.Ledger.Tests.Verification;

/// <summary>
/// Five real servers for a whole run, started at the first question: a register, two shards, keys, and a replica.
/// Each has a healthy database; a test takes copies of it to break.
/// </summary>
public sealed class VerifiedNodes
{
    private const string Healthy = "healthy";
    private const int ConnectionsMax = 60;

    private readonly Lazy<Task<Servers>> servers = new(StartAsync);
    private int copyCount;

    /// <summary>The nodes of a healthy region, with databases that are this test's own.</summary>
    public async Task<IReadOnlyList<VerifiedNode>> CopyAsync() => (await CopyBooksAsync()).Nodes;

    /// <summary>The same with the books as a ledger enters them, to go on working in them.</summary>
    public async Task<(IReadOnlyList<VerifiedNode> Nodes, TestBooks Books)> CopyBooksAsync()
    {
        var all = await servers.Value;
        var name = $"copy_{Interlocked.Increment(ref copyCount)}";
        var copies = await Task.WhenAll(all.Primaries.Select(node => node.CopyDatabaseAsync(Healthy, name)));
        VerifiedNode[] nodes =
        [
            Node("eu/register", VerifiedRole.Register, copies[0]),
            Node("eu/s1", VerifiedRole.Primary, copies[1]),
            Node("eu/s2", VerifiedRole.Primary, copies[2]),
            Node("eu/keys", VerifiedRole.Keys, copies[3]),

            // The copy may not have come yet, and nothing is asked of it there.
            Node("eu/s1/r1", VerifiedRole.Replica, all.Replica.Database("postgres")),
        ];
        return (nodes, BooksOf(copies) with { WrappingKeys = all.WrappingKeys });
    }

    private static async Task<Servers> StartAsync()
    {
        string[] names = ["eu/register", "eu/s1", "eu/s2", "eu/keys"];
        var primaries = await Task.WhenAll(names.Select(name => RunNode.StartAsync(name, ConnectionsMax)));
        var databases = await Task.WhenAll(primaries.Select(node => node.CreateDatabaseAsync(Healthy)));
        var books = BooksOf(databases);
        await books.SetUpAsync("0..30000", "30000..60000");
        await HealthyBooks.WriteAsync(books);
        return new Servers(primaries, await primaries[1].FollowAsync("eu/s1/r1"), books.WrappingKeys);
    }

    private static TestBooks BooksOf(TestDatabase[] databases) =>
        TestBooks.Of("eu", databases[0], databases[3], databases[1..3]);

    private static VerifiedNode Node(string name, VerifiedRole role, TestDatabase database) =>
        new(name, role, database.Owner, database.Admin);

    private sealed record Servers(RunNode[] Primaries, RunNode Replica, KeyFolder WrappingKeys);
}
