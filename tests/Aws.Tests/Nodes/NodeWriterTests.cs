using Domicile.Aws.Calls;
using Domicile.Aws.Nodes;
using Domicile.Testing.Aws;

namespace Domicile.Aws.Tests.Nodes;

/// <summary>Which cluster takes the writes of a node, as RDS says it.</summary>
public sealed class NodeWriterTests : IAsyncLifetime
{
    private readonly string region = TestSite.NewName("eu");
    private QueryCalls writer = null!;
    private QueryCalls reader = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var moto = await StandIns.Moto.AddressAsync();
        writer = new QueryCalls(TestSite.Of(moto), TimeProvider.System);
        reader = new QueryCalls(TestSite.Of(moto, TestSite.Reader), TimeProvider.System);
    }

    public ValueTask DisposeAsync()
    {
        writer.Dispose();
        reader.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_writer_of_a_global_database_is_the_cluster_of_its_site()
    {
        await MakeGlobalAsync(writer, "s1");
        await MakeAsync(writer, "s1", isMember: true);

        var place = await new NodeWriter(writer, region).ReadPlaceAsync("s1", Token);

        Assert.Matches(
            $@"^domicile-{region}-s1\.cluster-[a-z0-9]+\.{TestSite.Writer}\.rds\.amazonaws\.com:5432$", place);
    }

    [Fact]
    public async Task A_site_whose_cluster_follows_another_is_refused_and_the_writer_is_named()
    {
        // moto shows a Global Database in the site only where it was made; its first member is its writer.
        await MakeGlobalAsync(reader, "s2");
        await MakeAsync(writer, "s2", isMember: true);
        await MakeAsync(reader, "s2", isMember: true);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(
            () => new NodeWriter(reader, region).ReadPlaceAsync("s2", Token));

        Assert.Contains(
            $"domicile-{region}-s2-global takes writes in {TestSite.Writer} and not in {TestSite.Reader}",
            refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_without_a_global_database_is_found_by_its_name_and_has_to_be_available()
    {
        await MakeAsync(writer, "s3");
        Assert.EndsWith(
            ":5432", await new NodeWriter(writer, region).ReadPlaceAsync("s3", Token), StringComparison.Ordinal);
        await AskAsync(writer, "StopDBCluster", ("DBClusterIdentifier", $"domicile-{region}-s3"));

        var refused = await Assert.ThrowsAsync<InvalidDataException>(
            () => new NodeWriter(writer, region).ReadPlaceAsync("s3", Token));

        Assert.Contains("is stopped: wait until it is available", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_without_a_cluster_is_said()
    {
        var refused = await Assert.ThrowsAsync<InvalidDataException>(
            () => new NodeWriter(writer, region).ReadPlaceAsync("s9", Token));
        Assert.Contains(
            $"There is no cluster domicile-{region}-s9 in {TestSite.Writer}",
            refused.Message,
            StringComparison.Ordinal);
    }

    private Task MakeGlobalAsync(QueryCalls site, string node) => AskAsync(
        site,
        "CreateGlobalCluster",
        ("GlobalClusterIdentifier", $"domicile-{region}-{node}-global"),
        ("Engine", "aurora-postgresql"));

    private Task MakeAsync(QueryCalls site, string node, bool isMember = false)
    {
        (string, string)[] fields =
        [
            ("DBClusterIdentifier", $"domicile-{region}-{node}"),
            ("Engine", "aurora-postgresql"),
            ("MasterUsername", "domicile_admin"),
            ("MasterUserPassword", "not-a-secret-1"),
        ];
        return AskAsync(
            site,
            "CreateDBCluster",
            isMember ? [.. fields, ("GlobalClusterIdentifier", $"domicile-{region}-{node}-global")] : fields);
    }

    private static Task AskAsync(QueryCalls site, string operation, params (string Name, string Value)[] fields) =>
        site.AskAsync(
            QueryService.Databases,
            operation,
            fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal),
            Token);
}
