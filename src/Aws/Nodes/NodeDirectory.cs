using System.Globalization;
using System.Text.Json;
using Domicile.Aws.Calls;
using Domicile.Aws.Parameters;
using Domicile.Aws.Secrets;
using Domicile.Sharding.Topology;

namespace Domicile.Aws.Nodes;

/// <summary>
/// Where the primaries of a region's nodes are, and how one role enters them now: places by parameters of Systems
/// Manager, logins by Secrets Manager. For work that is done once; a login that changes meanwhile is not followed.
/// </summary>
/// <param name="calls">Of the site that the nodes are seen from; stays the caller's.</param>
/// <param name="owner">A region such as <c>eu</c>, or <c>central</c>.</param>
/// <param name="role">Such as <c>migrations</c>.</param>
public sealed class NodeDirectory(SignedCalls calls, string owner, string role)
{
    private const string RolePlace = "{role}";

    private readonly string path = $"/domicile/{owner}/nodes/";

    /// <summary>The addresses of the nodes that are named, in their order.</summary>
    /// <exception cref="AwsRefusedException">Something may not be read, or a secret is not there.</exception>
    /// <exception cref="AwsUnavailableException">AWS does not answer.</exception>
    /// <exception cref="InvalidDataException">A node is missing, or not described as it has to be.</exception>
    public async Task<IReadOnlyList<NodeAddress>> ReadAsync(
        IReadOnlyList<string> nodes, CancellationToken cancellation)
    {
        var parameters = await new ParameterReader(calls).ReadBelowAsync(path, cancellation);
        var addresses = new List<NodeAddress>();
        foreach (var node in nodes)
        {
            addresses.Add(parameters.TryGetValue(node, out var text)
                ? await ReadAsync(node, text, cancellation)
                : throw new InvalidDataException($"The parameter {path}{node} is missing in {calls.Site.Name}."));
        }

        return addresses;
    }

    private async Task<NodeAddress> ReadAsync(string node, string text, CancellationToken cancellation)
    {
        var place = Parse(text, $"The parameter {path}{node}");
        var name = Field(place, "secret", $"The parameter {path}{node}")
            .Replace(RolePlace, role, StringComparison.Ordinal);
        var secret = Parse(await new SecretReader(calls).ReadAsync(name, cancellation), $"The secret {name}");
        string Part(string field) => Field(secret, field, $"The secret {name}");
        var database = new NodeAddress("", 0, Part("dbname"), Part("username"), Part("password"))
        {
            Roots = DatabaseRoots.File,
        };
        return database.At(Field(place, "primary", $"The parameter {path}{node}"))
            ?? throw new InvalidDataException($"The parameter {path}{node} names no HOST:PORT as its primary.");
    }

    // Neither text may be shown: one of them holds a password.
    private static JsonElement Parse(string text, string what)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            var place = e.BytePositionInLine?.ToString(CultureInfo.InvariantCulture);
            throw new InvalidDataException($"{what} is not the JSON that it should be (byte {place}).", e);
        }
    }

    private static string Field(JsonElement json, string name, string what) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : throw new InvalidDataException($"{what} has no {name}.");
}
