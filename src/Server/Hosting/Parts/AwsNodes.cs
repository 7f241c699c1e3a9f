using System.Text.Json;
using Domicile.Aws.Calls;
using Domicile.Aws.Nodes;
using Domicile.Aws.Parameters;
using Domicile.Aws.Secrets;
using Domicile.Sharding.Topology;

namespace Domicile.Server.Hosting.Parts;

/// <summary>
/// Finds the nodes of a region as they are seen from one site: their places in parameters of Systems Manager, their
/// logins in Secrets Manager. A place never comes from a secret: its replica in another site names the first site's.
/// </summary>
/// <param name="calls">Of the site that the process runs in; lives as long as the nodes.</param>
/// <param name="region">Such as <c>eu</c>.</param>
/// <param name="works">True for a server that runs passes, as the role of background work.</param>
internal sealed class AwsNodes(SignedCalls calls, string region, bool works) : IDisposable
{
    private const string ServerRole = "server";
    private const string WorkRole = "worker";
    private const string RegisterName = "register";
    private const string KeysName = "keys";
    private const string RolePlace = "{role}";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly List<SecretLogins> logins = [];

    /// <summary>The register and the shards, and the key database.</summary>
    /// <param name="shards">The names of the region's shards, by the topology.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="InvalidDataException">A node is missing, or not described as it has to be.</exception>
    public async Task<(RegionNodes Nodes, NodeAddress Keys)> ReadAsync(
        IEnumerable<string> shards, CancellationToken cancellation)
    {
        var path = $"/domicile/{region}/nodes/";
        var parameters = await new ParameterReader(calls).ReadBelowAsync(path, cancellation);
        NodePlaces Places(string node) => parameters.TryGetValue(node, out var text)
            ? Read(path + node, text)
            : throw new InvalidDataException($"the parameter {path}{node} is missing in {calls.Site.Name}.");

        var register = AddressAsync(Places(RegisterName), cancellation);
        var keys = AddressAsync(Places(KeysName), cancellation);
        var found = await Task.WhenAll(shards.Select(shard => ShardAsync(shard, Places(shard), cancellation)));
        return (new RegionNodes(region, await register, found), await keys);
    }

    public void Dispose() => logins.ForEach(login => login.Dispose());

    private static NodePlaces Read(string name, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<NodePlaces>(text, Json)
                ?? throw new InvalidDataException($"the parameter {name} is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"the parameter {name} describes no node: {e.Message}", e);
        }
    }

    private async Task<ShardNodes> ShardAsync(string shard, NodePlaces places, CancellationToken cancellation)
    {
        var primary = await AddressAsync(places, cancellation);
        return new ShardNodes(shard, primary, [.. places.Readers.Select(place => At(primary, place))]);
    }

    private async Task<NodeAddress> AddressAsync(NodePlaces places, CancellationToken cancellation)
    {
        var secret = places.Secret.Replace(RolePlace, ServerRole, StringComparison.Ordinal);
        var login = Logins(secret);
        var now = await login.ReadAsync(cancellation);
        var database = await DatabaseAsync(secret, cancellation);
        var address = At(
            new NodeAddress("", 0, database, now.User, now.Password) { Logins = login, Roots = DatabaseRoots.File },
            places.Primary);
        if (!works)
        {
            return address;
        }

        var work = Logins(places.Secret.Replace(RolePlace, WorkRole, StringComparison.Ordinal));
        return address with { Work = await work.ReadAsync(cancellation) with { Logins = work } };
    }

    private SecretLogins Logins(string secret)
    {
        var login = new SecretLogins(calls, secret, TimeProvider.System);
        lock (logins)
        {
            logins.Add(login);
        }

        return login;
    }

    private async Task<string> DatabaseAsync(string secret, CancellationToken cancellation)
    {
        using var json = JsonDocument.Parse(await new SecretReader(calls).ReadAsync(secret, cancellation));
        return json.RootElement.TryGetProperty("dbname", out var name) && name.GetString() is { Length: > 0 } text
            ? text
            : throw new InvalidDataException($"the secret {secret} names no dbname.");
    }

    private static NodeAddress At(NodeAddress address, string place) => address.At(place)
        ?? throw new InvalidDataException($"'{Shown.Text(place)}' is no place of a node; it is HOST:PORT.");
}
