using System.Text.Json;

namespace Domicile.Infrastructure.Tests.Identity.Policies;

/// <summary>One sentence of a policy. What CloudFormation fills in later stands in it as <c>${…}</c>.</summary>
internal sealed record PolicyStatement
{
    public required string Sid { get; init; }

    public required bool Allows { get; init; }

    public required IReadOnlyList<string> Actions { get; init; }

    public required IReadOnlyList<string> NotActions { get; init; }

    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>Whom it is about: empty in a policy that a role carries.</summary>
    public required IReadOnlyList<string> Principals { get; init; }

    public required IReadOnlyList<PolicyCondition> Conditions { get; init; }

    public static PolicyStatement Of(JsonElement statement) => new()
    {
        Sid = statement.TryGetProperty("Sid", out var sid) ? sid.GetString()! : string.Empty,
        Allows = statement.GetProperty("Effect").GetString() switch
        {
            "Allow" => true,
            "Deny" => false,
            var other => throw new FormatException($"An effect of {other} is none."),
        },
        Actions = PolicyText.All(statement, "Action"),
        NotActions = PolicyText.All(statement, "NotAction"),
        Resources = statement.TryGetProperty("NotResource", out _)
            ? throw new FormatException("NotResource is not read here: name the resources.")
            : PolicyText.All(statement, "Resource"),
        Principals = statement.TryGetProperty("Principal", out var principal)
            ? [.. PolicyText.Principals(principal)]
            : [],
        Conditions = statement.TryGetProperty("Condition", out var condition)
            ? [.. PolicyCondition.All(condition)]
            : [],
    };
}
