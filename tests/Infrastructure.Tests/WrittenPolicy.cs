using System.Text.Json;

namespace Domicile.Infrastructure.Tests;

/// <summary>A policy that a thing carries, as a template says it.</summary>
internal sealed class WrittenPolicy(JsonElement policy)
{
    private IEnumerable<JsonElement> Statements => policy.GetProperty("Statement").EnumerateArray();

    /// <summary>The one sentence of a name; null when there is none.</summary>
    public JsonElement? Find(string sid) => Statements
        .Where(statement => statement.GetProperty("Sid").GetString() == sid)
        .Select(statement => (JsonElement?)statement)
        .SingleOrDefault();

    /// <summary>The sentences that allow an action, by name.</summary>
    public IEnumerable<JsonElement> Allowing(string action) => Statements.Where(statement =>
        statement.GetProperty("Effect").GetString() == "Allow" && Texts(statement, "Action").Contains(action));

    /// <summary>The sentences that forbid an action.</summary>
    public IEnumerable<JsonElement> Forbidding(string action) => Statements.Where(statement =>
        statement.GetProperty("Effect").GetString() == "Deny" && Texts(statement, "Action").Contains(action));

    /// <summary>One text or several, as policies have both.</summary>
    public static IReadOnlyList<string> Texts(JsonElement owner, string name) =>
        owner.GetProperty(name) is { ValueKind: JsonValueKind.Array } several
            ? [.. several.EnumerateArray().Select(text => text.ToString())]
            : [owner.GetProperty(name).ToString()];

    /// <summary>What a condition of a sentence asks for; empty when it has no such condition.</summary>
    public static IReadOnlyList<string> Condition(JsonElement statement, string kind, string key) =>
        statement.TryGetProperty("Condition", out var conditions)
        && conditions.TryGetProperty(kind, out var ofKind)
        && ofKind.TryGetProperty(key, out _)
            ? Texts(ofKind, key)
            : [];
}
