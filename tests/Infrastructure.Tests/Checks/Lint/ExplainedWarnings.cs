namespace Domicile.Infrastructure.Tests.Checks.Lint;

/// <summary>Warnings of cfn-lint that we know and keep. One that explains nothing fails too.</summary>
internal static class ExplainedWarnings
{
    public static IReadOnlyList<ExplainedWarning> All { get; } =
    [
        new(
            "W6001",
            string.Empty,
            "a cluster's stack gives out all that its pods are told, also what comes from the region's user pool, so "
                + "that the manifests are filled from one stack"),
    ];
}
