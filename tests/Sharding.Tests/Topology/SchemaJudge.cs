using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Domicile.Sharding.Tests.Topology;

/// <summary>Judges JSON by a JSON Schema; knows the keywords of the topology's schema and refuses others.</summary>
internal sealed class SchemaJudge(JsonElement root)
{
    public bool Accepts(JsonElement value) => Accepts(root, value);

    private bool Accepts(JsonElement schema, JsonElement value) =>
        schema.EnumerateObject().All(keyword => Accepts(keyword.Name, keyword.Value, schema, value));

    private bool Accepts(string keyword, JsonElement rule, JsonElement schema, JsonElement value) => keyword switch
    {
        "$schema" or "$defs" or "title" or "description" or "default" or "minContains" or "maxContains" => true,
        "$ref" => Accepts(Definition(rule.GetString()!), value),
        "allOf" => rule.EnumerateArray().All(part => Accepts(part, value)),
        "not" => !Accepts(rule, value),
        "const" => JsonElement.DeepEquals(rule, value),
        "enum" => rule.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value)),
        "type" => IsOfType(value, rule.GetString()!),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= rule.GetDecimal(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= rule.GetDecimal(),
        "multipleOf" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() % rule.GetDecimal() == 0,
        "pattern" => value.ValueKind != JsonValueKind.String || Matches(value.GetString()!, rule.GetString()!),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.GetInt32(),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => Accepts(rule, item)),
        "contains" => value.ValueKind != JsonValueKind.Array || Contains(rule, schema, value),
        "required" => value.ValueKind != JsonValueKind.Object
            || rule.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "properties" => value.ValueKind != JsonValueKind.Object || rule.EnumerateObject().All(
            property => !value.TryGetProperty(property.Name, out var field) || Accepts(property.Value, field)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(
            field => schema.GetProperty("properties").TryGetProperty(field.Name, out _)),
        _ => throw new NotSupportedException($"The judge does not know the keyword {keyword}."),
    };

    private bool Contains(JsonElement rule, JsonElement schema, JsonElement value)
    {
        var count = value.EnumerateArray().Count(item => Accepts(rule, item));
        return count >= schema.GetProperty("minContains").GetInt32()
            && count <= schema.GetProperty("maxContains").GetInt32();
    }

    private JsonElement Definition(string reference) =>
        root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);

    /// <summary>In a schema, as in ECMAScript, <c>$</c> is the very end and not before a last new line.</summary>
    private static bool Matches(string text, string pattern) => Regex.IsMatch(
        text, pattern.Replace("$", "\\z", StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(1));

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "number" => value.ValueKind == JsonValueKind.Number,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number
            && decimal.IsInteger(decimal.Parse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException($"The judge does not know the type {type}."),
    };
}
