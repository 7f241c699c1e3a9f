using System.Text.Json;

namespace Domicile.Infrastructure.Tests.Checks;

/// <summary>One resource of one template, as CloudFormation would read it.</summary>
/// <param name="Body">With <c>Type</c>, and mostly <c>Properties</c>.</param>
internal sealed record Resource(string Stack, string Id, string Type, JsonElement Body)
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });

    public JsonElement Properties => Body.TryGetProperty("Properties", out var properties) ? properties : Nothing;

    /// <summary>Every resource of the templates of a world, in the order of the templates.</summary>
    public static IReadOnlyList<Resource> Of(IReadOnlyDictionary<string, JsonElement> templates) =>
    [
        .. from template in templates
           where template.Value.TryGetProperty("Resources", out _)
           from resource in template.Value.GetProperty("Resources").EnumerateObject()
           select new Resource(
               template.Key, resource.Name, resource.Value.GetProperty("Type").GetString()!, resource.Value),
    ];

    /// <summary>One that stands in no template, for a test that plants a fault.</summary>
    public static Resource Planted(string type, string properties) => new(
        "Planted", "Fault", type, JsonElement.Parse($$"""{ "Type": "{{type}}", "Properties": {{properties}} }"""));

    public override string ToString() => $"{Stack}/{Id} ({Type})";
}
