using System.Text.Json;

namespace Domicile.Infrastructure.Tests.Operations;

/// <summary>Decides as EventBridge does whether a pattern takes an event, for what our patterns use.</summary>
internal static class EventPattern
{
    public static bool Matches(JsonElement pattern, JsonElement told) => pattern.EnumerateObject().All(field =>
        field.Name == "$or"
            ? field.Value.EnumerateArray().Any(branch => Matches(branch, told))
            : told.TryGetProperty(field.Name, out var value) && MatchesField(field.Value, value));

    private static bool MatchesField(JsonElement pattern, JsonElement value) => pattern.ValueKind switch
    {
        JsonValueKind.Object => Matches(pattern, value),
        JsonValueKind.Array when value.ValueKind == JsonValueKind.Array =>
            value.EnumerateArray().Any(one => MatchesField(pattern, one)),
        JsonValueKind.Array => pattern.EnumerateArray().Any(wanted => wanted.ValueKind == JsonValueKind.Object
            ? value.GetString()!.StartsWith(wanted.GetProperty("prefix").GetString()!, StringComparison.Ordinal)
            : wanted.GetString() == value.GetString()),
        _ => throw new FormatException($"A pattern of {pattern.ValueKind} is none."),
    };
}
