using System.Text.Json;

namespace Domicile.Infrastructure.Tests.Compute.Kubernetes;

/// <summary>
/// Judges objects of Kubernetes by shapes.json: the fields that our manifests use, as Kubernetes 1.35 describes them,
/// so that a field that is misspelt, of another type or missing is named. A name with an exclamation mark must be
/// there; a word with a capital is another shape; an asterisk is any name.
/// </summary>
internal sealed class ManifestShapes(JsonElement shapes)
{
    public static ManifestShapes Read() => new(JsonElement.Parse(File.ReadAllText(Path.Combine(
        Synthesized.RepositoryRoot, "tests", "Infrastructure.Tests", "Compute", "Kubernetes", "shapes.json"))));

    /// <summary>What is wrong with an object, each with its place.</summary>
    public IEnumerable<string> Mistakes(JsonElement thing)
    {
        var kind = $"{Text(thing, "apiVersion")} {Text(thing, "kind")}";
        return shapes.TryGetProperty(kind, out var shape) ? Mistakes(shape, thing, kind) : [$"{kind} has no shape"];
    }

    private IEnumerable<string> Mistakes(JsonElement shape, JsonElement value, string place) => shape.ValueKind switch
    {
        JsonValueKind.String => Word(shape.GetString()!, value, place),
        JsonValueKind.Array => value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Index().SelectMany(item => Mistakes(shape[0], item.Item, $"{place}[{item.Index}]"))
            : [$"{place} is {value.ValueKind} and not a list"],
        _ => value.ValueKind == JsonValueKind.Object
            ? Fields(shape, value, place)
            : [$"{place} is {value.ValueKind} and not an object"],
    };

    private IEnumerable<string> Word(string word, JsonElement value, string place) => word switch
    {
        "any" => [],
        "string" => Is(value.ValueKind == JsonValueKind.String),
        "boolean" => Is(value.ValueKind is JsonValueKind.True or JsonValueKind.False),
        "integer" => Is(value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _)),
        _ => Mistakes(shapes.GetProperty(word), value, place),
    };

    private static IEnumerable<string> Is(bool isRight) => isRight ? [] : ["is of another type"];

    private IEnumerable<string> Fields(JsonElement shape, JsonElement value, string place)
    {
        foreach (var missing in shape.EnumerateObject().Where(field => field.Name[^1] == '!'
            && !value.TryGetProperty(field.Name[..^1], out _)))
        {
            yield return $"{place} has no {missing.Name[..^1]}";
        }

        foreach (var field in value.EnumerateObject())
        {
            if (!shape.TryGetProperty(field.Name, out var inner)
                && !shape.TryGetProperty($"{field.Name}!", out inner)
                && !shape.TryGetProperty("*", out inner))
            {
                yield return $"{place} knows no {field.Name}";
                continue;
            }

            foreach (var mistake in Mistakes(inner, field.Value, $"{place}.{field.Name}"))
            {
                yield return mistake.StartsWith("is ", StringComparison.Ordinal)
                    ? $"{place}.{field.Name} {mistake}"
                    : mistake;
            }
        }
    }

    private static string Text(JsonElement thing, string name) =>
        thing.TryGetProperty(name, out var value) ? value.ToString() : "?";
}
