using System.Text.Json;
using System.Text.Json.Nodes;

namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>Reads templates, and plants resources into copies of them.</summary>
internal static class Templates
{
    /// <summary>The members of a section, none when the template has no such section.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement template, string section) =>
        template.TryGetProperty(section, out var members) ? members.EnumerateObject() : [];

    /// <summary>The same templates with one resource more, or another in the place of one.</summary>
    public static IReadOnlyDictionary<string, JsonElement> With(
        this IReadOnlyDictionary<string, JsonElement> templates, string stack, string id, string resource) =>
        templates.WithIn("Resources", stack, id, resource);

    /// <summary>The same templates with one member more in a section.</summary>
    public static IReadOnlyDictionary<string, JsonElement> WithIn(
        this IReadOnlyDictionary<string, JsonElement> templates, string section, string stack, string id, string member)
    {
        var template = JsonNode.Parse(templates[stack].GetRawText())!;
        template[section]![id] = JsonNode.Parse(member);
        return new Dictionary<string, JsonElement>(templates)
        {
            [stack] = JsonSerializer.SerializeToElement(template),
        };
    }

    /// <summary>The same templates with one property of a resource changed; null takes it away.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Changed(
        this IReadOnlyDictionary<string, JsonElement> templates, string stack, string path, string? value)
    {
        var template = JsonNode.Parse(templates[stack].GetRawText())!;
        var (id, property) = (path.Split('.')[0], path.Split('.')[1]);
        var properties = template["Resources"]![id]!["Properties"]!.AsObject();
        properties.Remove(property);
        if (value is not null)
        {
            properties[property] = JsonNode.Parse(value);
        }

        return new Dictionary<string, JsonElement>(templates)
        {
            [stack] = JsonSerializer.SerializeToElement(template),
        };
    }

    /// <summary>The same templates without one resource.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Without(
        this IReadOnlyDictionary<string, JsonElement> templates, string stack, string id)
    {
        var template = JsonNode.Parse(templates[stack].GetRawText())!;
        Assert.True(template["Resources"]!.AsObject().Remove(id), $"{stack} has no {id}.");
        return new Dictionary<string, JsonElement>(templates)
        {
            [stack] = JsonSerializer.SerializeToElement(template),
        };
    }
}
