namespace Domicile.House.Tests;

/// <summary>One place that may break one rule, and why.</summary>
/// <param name="Path">The file, or a folder when it ends with a slash.</param>
internal sealed record Exemption(HouseRule Rule, string Path, string Reason)
{
    public bool Covers(HouseRule rule, Violation violation) =>
        rule == Rule
        && (violation.Path == Path
            || (Path.EndsWith('/') && violation.Path.StartsWith(Path, StringComparison.Ordinal)));
}
