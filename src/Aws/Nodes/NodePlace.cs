using System.Text.Json;
using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Aws.Parameters;

namespace Domicile.Aws.Nodes;

/// <summary>
/// Where the servers of one site believe a node's primary to be: a parameter of Systems Manager in that site, of which
/// only the primary is changed here. Servers read it when they start.
/// </summary>
/// <param name="calls">Of the site; stays the caller's.</param>
/// <param name="region">Such as <c>eu</c>.</param>
/// <param name="node">A shard's name, <c>register</c> or <c>keys</c>.</param>
public sealed class NodePlace(SignedCalls calls, string region, string node)
{
    private const string PrimaryField = "primary";

    private readonly string name = $"/domicile/{region}/nodes/{node}";

    /// <summary>HOST:PORT as it stands there.</summary>
    /// <exception cref="AwsRefusedException">It may not be read.</exception>
    /// <exception cref="AwsUnavailableException">Systems Manager does not answer.</exception>
    /// <exception cref="InvalidDataException">It is missing, or describes no node.</exception>
    public async Task<string> ReadAsync(CancellationToken cancellation) =>
        Primary(await ReadWholeAsync(cancellation));

    /// <summary>Names another primary; the site's replicas and the secret stay as they are.</summary>
    /// <param name="place">HOST:PORT.</param>
    /// <param name="cancellation">Whether it was written is unknown then; the same may be written again.</param>
    /// <returns>False when it stood there already.</returns>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public async Task<bool> WriteAsync(string place, CancellationToken cancellation)
    {
        var described = await ReadWholeAsync(cancellation);
        if (Primary(described) == place)
        {
            return false;
        }

        described[PrimaryField] = place;
        await calls.CallAsync(
            JsonService.Parameters,
            "PutParameter",
            new JsonObject
            {
                ["Name"] = name,
                ["Value"] = described.ToJsonString(),
                ["Type"] = "String",
                ["Overwrite"] = true,
            },
            cancellation: cancellation);
        return true;
    }

    private async Task<JsonObject> ReadWholeAsync(CancellationToken cancellation)
    {
        var text = await new ParameterReader(calls).ReadAsync(name, cancellation)
            ?? throw new InvalidDataException($"The parameter {name} is missing in {calls.Site.Name}.");
        try
        {
            return JsonNode.Parse(text) as JsonObject
                ?? throw new InvalidDataException($"The parameter {name} in {calls.Site.Name} is no JSON object.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"The parameter {name} in {calls.Site.Name} is not the JSON that it should be: {e.Message}", e);
        }
    }

    private string Primary(JsonObject described) =>
        described[PrimaryField] is JsonValue value && value.TryGetValue<string>(out var place)
            ? place
            : throw new InvalidDataException($"The parameter {name} in {calls.Site.Name} has no {PrimaryField}.");
}
