using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Sharding.Topology;
using Domicile.Testing;
using Domicile.Testing.Aws;

namespace Domicile.Server.Tests.Clouds;

/// <summary>
/// A server in the reader site of region eu: what AWS has there of its own, hosts that are ways of its own to primary
/// and replica, and the program. The names in its secrets are the writer site's, as in every replica of a secret.
/// </summary>
internal sealed class CloudReaderSite : IAsyncDisposable
{
    private readonly CloudSite site;
    private readonly LossyWire primary;
    private readonly LossyWire replica;

    private CloudReaderSite(CloudWorld world)
    {
        site = new CloudSite(SiteAccess.FromEnvironment(CloudWorld.ReaderSite), world.Eu.Endpoint);
        Door = new FaultyDoor(world.Eu.Endpoint);
        primary = new LossyWire(world.EuBooks.Server.Register.Port);
        replica = new LossyWire(world.EuReplica.Node.Port);
    }

    /// <summary>Between AWS and the server.</summary>
    public FaultyDoor Door { get; }

    public CloudCaller Caller { get; private set; } = null!;

    /// <param name="world">Its region eu.</param>
    /// <param name="writerUrl">Where it is told that the writer site's server is.</param>
    public static async Task<CloudReaderSite> StartAsync(CloudWorld world, Uri writerUrl)
    {
        var reader = new CloudReaderSite(world);
        var books = world.EuBooks;
        await reader.PutNodeAsync("register", books.Server.Register, isReplicated: false);
        await reader.PutNodeAsync("keys", books.Keys, isReplicated: false);
        await reader.PutNodeAsync("s1", books.Server.Shards.Single().Primary, isReplicated: true);
        await world.ReplicateOnceAsync(reader.site);
        var environment = world.Environment("eu", "api", standsStill: false);
        environment["DOMICILE_SITE"] = CloudWorld.ReaderSite;
        environment["AWS_REGION"] = CloudWorld.ReaderSite;
        environment["AWS_ENDPOINT_URL"] = reader.Door.Address.OriginalString;
        environment["DOMICILE_WRITER_URL"] = writerUrl.OriginalString.TrimEnd('/');
        var http = world.HttpOf(await world.StartAsync(environment));
        reader.Caller = new CloudCaller(http, world.TokenOf(world.EuIssuer));
        return reader;
    }

    public async ValueTask DisposeAsync()
    {
        await primary.DisposeAsync();
        await replica.DisposeAsync();
        await Door.DisposeAsync();
        site.Dispose();
    }

    private Task PutNodeAsync(string node, NodeAddress address, bool isReplicated) => site.PutParameterAsync(
        $"/domicile/eu/nodes/{node}",
        new JsonObject
        {
            ["primary"] = $"{address.Host}:{primary.Port}",
            ["readers"] = isReplicated ? new JsonArray($"{address.Host}:{replica.Port}") : [],
            ["secret"] = $"domicile/eu/{node}/{{role}}",
        }.ToJsonString());
}
