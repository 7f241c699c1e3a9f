namespace Domicile.House.Tests;

/// <summary>One place that breaks a rule, told so that it can be mended: where, what number, what limit.</summary>
internal sealed record Violation(string Path, int Line, string Message)
{
    public override string ToString() => $"{Path}:{Line}: {Message}";
}
