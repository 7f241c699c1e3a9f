namespace Domicile.Infrastructure.Deployment;

/// <summary>Stacks that wait for none of one another, so that all are deployed at the same time.</summary>
/// <param name="Turn">The turn that it belongs to.</param>
/// <param name="Stacks">By name.</param>
internal sealed record Wave(Turn Turn, IReadOnlyList<PlannedStack> Stacks);
