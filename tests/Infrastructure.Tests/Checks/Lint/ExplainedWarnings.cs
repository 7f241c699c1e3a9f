namespace Domicile.Infrastructure.Tests.Checks.Lint;

/// <summary>Warnings of cfn-lint that we know and keep. One that explains nothing fails too.</summary>
internal static class ExplainedWarnings
{
    public static IReadOnlyList<ExplainedWarning> All { get; } = [];
}
