using System.Text.Json;

namespace Domicile.Infrastructure.Tests.Identity.Policies;

/// <summary>One policy as AWS would read it, with the place where it was found.</summary>
/// <param name="Place">For messages: the resource, or the file.</param>
internal sealed record PolicyDocument(string Place, IReadOnlyList<PolicyStatement> Statements)
{
    /// <param name="place">Where it was found.</param>
    /// <param name="policy">An object with <c>Statement</c>.</param>
    public static PolicyDocument Of(string place, JsonElement policy)
    {
        var statements = policy.GetProperty("Statement");
        return new PolicyDocument(
            place,
            statements.ValueKind == JsonValueKind.Array
                ? [.. statements.EnumerateArray().Select(PolicyStatement.Of)]
                : [PolicyStatement.Of(statements)]);
    }

    /// <summary>Every policy inside a value, whatever property it stands in.</summary>
    public static IEnumerable<PolicyDocument> Within(string place, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object when IsPolicy(value) => [Of(place, value)],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(part => Within(place, part.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(part => Within(place, part)),
        _ => [],
    };

    private static bool IsPolicy(JsonElement value) =>
        value.TryGetProperty("Statement", out var statements)
        && (statements.ValueKind == JsonValueKind.Array
            ? statements.EnumerateArray().All(one => one.TryGetProperty("Effect", out _))
            : statements.ValueKind == JsonValueKind.Object && statements.TryGetProperty("Effect", out _));
}
