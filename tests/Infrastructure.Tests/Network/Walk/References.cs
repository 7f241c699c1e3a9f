using System.Text.Json;
using Domicile.Infrastructure.Tests.Checks;

namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>
/// Follows what a template says of another resource, through parameters that the deployment fills and through exports,
/// to the resource itself, which is known as STACK/ID.
/// </summary>
internal sealed class References
{
    private readonly Dictionary<string, (string Stack, JsonElement Value)> exports = [];
    private readonly Dictionary<string, (string Stack, JsonElement Value)> outputs = [];
    private readonly Dictionary<string, string> fillings = [];

    public References(IReadOnlyDictionary<string, JsonElement> templates, JsonElement waves)
    {
        foreach (var (stack, template) in templates)
        {
            foreach (var output in template.Members("Outputs"))
            {
                outputs[$"{stack}.{output.Name}"] = (stack, output.Value.GetProperty("Value"));
                if (output.Value.TryGetProperty("Export", out var export))
                {
                    exports[export.GetProperty("Name").GetString()!] = (stack, output.Value.GetProperty("Value"));
                }
            }
        }

        foreach (var stack in waves.GetProperty("waves").EnumerateArray()
            .SelectMany(wave => wave.GetProperty("stacks").EnumerateArray()))
        {
            foreach (var filling in stack.GetProperty("fillings").EnumerateArray())
            {
                fillings[$"{stack.GetProperty("name").GetString()}/{filling.GetProperty("parameter").GetString()}"] =
                    $"{filling.GetProperty("stack").GetString()}.{filling.GetProperty("output").GetString()}";
            }
        }
    }

    /// <summary>A literal as it stands, a reference as STACK/ID; null for what is not there or is computed.</summary>
    public string? Of(Resource resource, string property) =>
        resource.Properties.TryGetProperty(property, out var value) ? Of(resource.Stack, value) : null;

    public string? Of(string stack, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return value.ToString();
        }

        if (value.TryGetProperty("Ref", out var id))
        {
            return fillings.TryGetValue($"{stack}/{id.GetString()}", out var output)
                ? Of(outputs[output].Stack, outputs[output].Value)
                : $"{stack}/{id.GetString()}";
        }

        if (value.TryGetProperty("Fn::GetAtt", out var attribute))
        {
            return $"{stack}/{attribute[0].GetString()}";
        }

        return value.TryGetProperty("Fn::ImportValue", out var name)
            && exports.TryGetValue(name.ToString(), out var found)
                ? Of(found.Stack, found.Value)
                : null;
    }
}
