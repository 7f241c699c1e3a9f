using System.Text.Json;

namespace Domicile.Infrastructure.Tests.Checks;

/// <summary>Whose a resource is stands in four tags: what is untagged is nobody's, and drift.</summary>
internal static class TagsCheck
{
    public static readonly string[] Keys = ["domicile:region", "domicile:site", "domicile:stack", "domicile:world"];

    /// <summary>Under one of these a type has its tags, as a list of pairs or as an object.</summary>
    private static readonly string[] Properties =
        ["Tags", "TagList", "HealthCheckTags", "HostedZoneTags", "UserPoolTags", "BackupVaultTags", "BackupPlanTags",
        "ResourceTags", "TagSpecifications"];

    public static IEnumerable<string> Find(IEnumerable<Resource> resources) =>
        from resource in resources
        where !UntaggedTypes.All.Contains(resource.Type)
        let missing = Keys.Except(Of(resource)).ToList()
        where missing.Count > 0
        select $"{resource} has no {string.Join(", ", missing)}. Tag it, or, if AWS cannot, add the type to "
            + $"{nameof(UntaggedTypes)}.";

    private static IEnumerable<string> Of(Resource resource)
    {
        var tags = Properties
            .Where(name => resource.Properties.TryGetProperty(name, out _))
            .Select(name => resource.Properties.GetProperty(name));
        return tags.SelectMany(Keys);

        static IEnumerable<string> Keys(JsonElement tags) => tags.ValueKind switch
        {
            JsonValueKind.Object => tags.EnumerateObject().Select(tag => tag.Name),
            JsonValueKind.Array => tags.EnumerateArray()
                .SelectMany(Specified)
                .Select(tag => tag.GetProperty("Key").GetString()!),
            _ => [],
        };

        // A launch template's own tags stand in specifications, each for a type.
        static IEnumerable<JsonElement> Specified(JsonElement tag) =>
            tag.TryGetProperty("Tags", out var inner) ? inner.EnumerateArray() : [tag];
    }
}
