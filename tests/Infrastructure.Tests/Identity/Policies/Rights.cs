namespace Domicile.Infrastructure.Tests.Identity.Policies;

/// <summary>
/// What one principal may do: the policies that it carries, its boundary, and the service control policies of its
/// account. Decides as IAM does within one account: a denial anywhere refuses, and each kind of policy must allow.
/// What a thing's own policy may allow on top is not looked at.
/// </summary>
internal sealed class Rights
{
    /// <summary>The principal's own.</summary>
    public required IReadOnlyList<PolicyDocument> Own { get; init; }

    /// <summary>Null for a principal without one.</summary>
    public PolicyDocument? Boundary { get; init; }

    /// <summary>They only deny: the organization allows everything else.</summary>
    public IReadOnlyList<PolicyDocument> Guardrails { get; init; } = [];

    /// <returns>Null when it may; else why not.</returns>
    public string? Refusal(AwsRequest request)
    {
        var all = Own.Concat(Guardrails).Concat(Boundary is null ? [] : [Boundary]);
        foreach (var document in all)
        {
            if (document.Statements.FirstOrDefault(one => !one.Allows && IsAbout(one, request)) is { } denial)
            {
                return $"{document.Place} denies it: {denial.Sid}";
            }
        }

        if (Boundary is not null && !Allows(Boundary, request))
        {
            return $"{Boundary.Place} does not allow it";
        }

        return Own.Any(document => Allows(document, request)) ? null : "no policy allows it";
    }

    public bool May(AwsRequest request) => Refusal(request) is null;

    private static bool Allows(PolicyDocument document, AwsRequest request) =>
        document.Statements.Any(statement => statement.Allows && IsAbout(statement, request));

    private static bool IsAbout(PolicyStatement statement, AwsRequest request) =>
        IsAction(statement, request.Action)
        && (statement.Resources.Count == 0
            || statement.Resources.Any(resource => PolicyText.Covers(resource, request.Resource)))
        && statement.Conditions.All(condition => condition.Holds(request.Keys));

    private static bool IsAction(PolicyStatement statement, string action) => statement.NotActions.Count > 0
        ? !statement.NotActions.Any(pattern => PolicyText.Covers(pattern, action, ignoreCase: true))
        : statement.Actions.Any(pattern => PolicyText.Covers(pattern, action, ignoreCase: true));
}
