namespace Domicile.Cli.Chaos.Faults;

/// <summary>One fault that happened.</summary>
/// <param name="Target">The node or server, such as <c>eu/s1</c>.</param>
/// <param name="At">Since the first one.</param>
internal sealed record Fault(FaultKind Kind, string Target, TimeSpan At);
