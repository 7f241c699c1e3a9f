namespace Domicile.Infrastructure.Governance;

/// <summary>One of AWS Config's own rules: what must hold of things as they are, whatever the templates say.</summary>
/// <param name="Name">Ours, such as <c>tagged</c>.</param>
/// <param name="Identifier">AWS's, such as <c>REQUIRED_TAGS</c>.</param>
/// <param name="Reason">What would be wrong.</param>
internal sealed record DriftRule(string Name, string Identifier, string Reason)
{
    /// <summary>What the rule is told.</summary>
    public Dictionary<string, object> Inputs { get; init; } = [];

    /// <summary>Types that it looks at; those that AWS chose when there are none.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];
}
