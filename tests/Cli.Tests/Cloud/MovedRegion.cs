using Domicile.Cli.Cloud.SiteLoss;
using Domicile.Sharding.Topology;
using Domicile.Testing;

namespace Domicile.Cli.Tests.Cloud;

/// <summary>
/// A region of two sites whose nodes are on this machine, with moto to say where. Both sites' clusters of a node are
/// one database under two names: what copies between them is Aurora's business.
/// </summary>
internal sealed class MovedRegion : IAsyncDisposable
{
    private const string NewHost = "localhost";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("domicile-moved-");

    private MovedRegion(string name, TestBooks books, Dictionary<string, string> environment)
    {
        (Name, Books, Variables) = (name, books, environment);
        (Old, New) = (MotoSite.Open("eu-west-1"), MotoSite.Open("eu-central-1", "reader.example:5432"));
        File.WriteAllText(TopologyFile, Topology);
        World = Domicile.Local.Worlds.World.ReadTopology(TopologyFile);
    }

    public string Name { get; }

    public TestBooks Books { get; }

    public MotoSite Old { get; }

    public MotoSite New { get; }

    public Dictionary<string, string> Variables { get; }

    public string TopologyFile => Path.Combine(folder.FullName, "domicile.json");

    public WorldTopology World { get; }

    public RegionTopology Region => World.Regions[0];

    /// <summary>Where a node is in the new site.</summary>
    public string NewPlace => $"{NewHost}:{Books.Owner.Register.Port}";

    public string OldPlace => Books.Owner.Register.Place;

    public static async Task<MovedRegion> MakeAsync(string name)
    {
        var environment = await MotoSite.EnvironmentAsync();
        var region = new MovedRegion(name, await TestBooks.CreateAsync(name, "0..30000", "30000..60000"), environment);
        foreach (var site in new[] { region.Old, region.New })
        {
            await region.PutAsync(site, "register", region.Books.Owner.Register);
            await region.PutAsync(site, "keys", region.Books.KeysOwner);
            await region.PutAsync(site, "s1", region.Books.OwnerOf("s1"));
            await region.PutAsync(site, "s2", region.Books.OwnerOf("s2"));
        }

        return region;
    }

    public NodePromotion Promotion(string node, Action<string>? after = null) =>
        new(New.Access, Region, node) { Primary = NewPlace, After = after ?? (_ => { }) };

    /// <summary>Says in the new site's secret that a node's database is another one.</summary>
    public Task PutDatabaseAsync(string node, string database) => New.PutNodeAsync(
        Name,
        node,
        Books.Owner.Register,
        ("migrations", Books.Owner.Register with { Database = database }));

    /// <summary>What the register and the shard say of the shard: epoch and place there, epoch here.</summary>
    public async Task<(int Registered, string? Place, int Own)> StandingAsync(string shard) => (
        await TestSql.ScalarAsync<int>(
            Books.Owner.Register, $"select epoch from sharding.shard where name = '{shard}'"),
        await TestSql.ScalarAsync<string>(
            Books.Owner.Register, $"select coalesce(primary_address, '') from sharding.shard where name = '{shard}'"),
        await TestSql.ScalarAsync<int>(Books.OwnerOf(shard), "select epoch from sharding.shard"));

    public async Task<string?> ToldAsync(MotoSite site, string node) =>
        (await site.NodeAsync(Name, node))["primary"]?.GetValue<string>();

    public ValueTask DisposeAsync()
    {
        Old.Dispose();
        New.Dispose();
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task PutAsync(MotoSite site, string node, NodeAddress owner) =>
        site.PutNodeAsync(Name, node, owner, ("migrations", owner));

    private string Topology =>
        $$"""
        { "version": 1, "platform": "aws",
          "regions": [{ "name": "{{Name}}",
            "sites": [{ "name": "eu-west-1", "role": "writer" }, { "name": "eu-central-1", "role": "reader" }],
            "shards": [{ "name": "s1", "ranges": ["0..30000"] }, { "name": "s2", "ranges": ["30000..60000"] }] }],
          "central": { "site": "eu-west-1" } }
        """;
}
