using System.Text.Json;
using System.Text.RegularExpressions;

namespace Domicile.Infrastructure.Tests.Identity.Policies;

/// <summary>Reads texts of policies out of templates, and matches them as AWS does.</summary>
internal static class PolicyText
{
    /// <summary>One text or several under a name; none when the name is missing.</summary>
    public static IReadOnlyList<string> All(JsonElement statement, string name) =>
        !statement.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(One)]
        : [One(value)];

    /// <summary>A text, with <c>${…}</c> for what CloudFormation knows only later.</summary>
    public static string One(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Object when value.TryGetProperty("Fn::Join", out var join) =>
            string.Join(join[0].GetString(), join[1].EnumerateArray().Select(One)),
        JsonValueKind.Object when value.TryGetProperty("Fn::Sub", out var text)
            && text.ValueKind == JsonValueKind.String => text.GetString()!,
        JsonValueKind.Object => $"${{{string.Join('.', Names(value))}}}",
        _ => value.ToString(),
    };

    public static IEnumerable<string> Principals(JsonElement principal) => principal.ValueKind == JsonValueKind.String
        ? [principal.GetString()!]
        : principal.EnumerateObject().SelectMany(kind => kind.Value.ValueKind == JsonValueKind.Array
            ? kind.Value.EnumerateArray().Select(One)
            : [One(kind.Value)]);

    /// <summary>True when a pattern with <c>*</c> and <c>?</c> covers a text.</summary>
    public static bool Covers(string pattern, string text, bool ignoreCase = false) => Regex.IsMatch(
        text,
        $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)
            .Replace(@"\?", ".", StringComparison.Ordinal)}$",
        ignoreCase ? RegexOptions.IgnoreCase | RegexOptions.Singleline : RegexOptions.Singleline,
        TimeSpan.FromSeconds(1));

    private static IEnumerable<string> Names(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Names),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(part => Names(part.Value)),
        _ => [],
    };
}
