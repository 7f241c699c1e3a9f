namespace Domicile.Infrastructure.Tests.Checks.Lint;

/// <summary>A rule of cfn-lint that does not hold for one type of resource here.</summary>
/// <param name="Rule">Such as <c>W3005</c>.</param>
/// <param name="Type">The resource's type; empty for what is no resource.</param>
/// <param name="Reason">Why, for a stranger.</param>
internal sealed record ExplainedWarning(string Rule, string Type, string Reason)
{
    public bool Explains(LintFinding finding) =>
        finding.Level == "Warning" && finding.Rule == Rule && finding.Type == Type;
}
