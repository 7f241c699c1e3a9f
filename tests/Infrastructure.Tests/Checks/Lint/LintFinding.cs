namespace Domicile.Infrastructure.Tests.Checks.Lint;

/// <summary>One thing that cfn-lint has to say.</summary>
/// <param name="Level">Error or Warning.</param>
/// <param name="Path">Where in the template, with slashes between, such as <c>Resources/Queue/Properties</c>.</param>
internal sealed record LintFinding(string Stack, string Rule, string Level, string Path)
{
    public required string Message { get; init; }

    /// <summary>Of the resource at the path; empty when it is none.</summary>
    public required string Type { get; init; }

    public override string ToString() => $"{Stack}: {Rule} {Level} at {Path} ({Type}): {Message}";
}
