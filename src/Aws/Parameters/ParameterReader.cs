using System.Text.Json;
using System.Text.Json.Nodes;
using Domicile.Aws.Calls;

namespace Domicile.Aws.Parameters;

/// <summary>Reads parameters of Systems Manager: what a deployment tells the programs that it deployed.</summary>
/// <param name="calls">Of the AWS Region of the parameters; stays the caller's.</param>
public sealed class ParameterReader(SignedCalls calls)
{
    /// <summary>One parameter's value; null when there is none.</summary>
    /// <param name="name">Such as <c>/domicile/topology</c>.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <exception cref="AwsRefusedException">It may not be read.</exception>
    /// <exception cref="AwsUnavailableException">Systems Manager does not answer.</exception>
    public async Task<string?> ReadAsync(string name, CancellationToken cancellation)
    {
        try
        {
            var answer = await calls.CallAsync(
                JsonService.Parameters,
                "GetParameter",
                new JsonObject { ["Name"] = name, ["WithDecryption"] = true },
                cancellation: cancellation);
            return Value(answer.GetProperty("Parameter"));
        }
        catch (AwsRefusedException e) when (e.Code == "ParameterNotFound")
        {
            return null;
        }
    }

    /// <summary>All parameters below a path, by what follows it.</summary>
    /// <param name="path">Such as <c>/domicile/eu/nodes/</c>, with the slash at its end.</param>
    /// <param name="cancellation">Stops the calls.</param>
    /// <exception cref="AwsRefusedException">They may not be read.</exception>
    /// <exception cref="AwsUnavailableException">Systems Manager does not answer.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadBelowAsync(
        string path, CancellationToken cancellation)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var parameters = new JsonObject { ["Path"] = path, ["WithDecryption"] = true };
            if (next is not null)
            {
                parameters["NextToken"] = next;
            }

            var page = await calls.CallAsync(
                JsonService.Parameters, "GetParametersByPath", parameters, cancellation: cancellation);
            foreach (var parameter in page.GetProperty("Parameters").EnumerateArray())
            {
                found[parameter.GetProperty("Name").GetString()![path.Length..]] = Value(parameter);
            }

            next = page.TryGetProperty("NextToken", out var token) && token.ValueKind == JsonValueKind.String
                ? token.GetString()
                : null;
        }
        while (next is not null);

        return found;
    }

    private static string Value(JsonElement parameter) => parameter.GetProperty("Value").GetString()!;
}
