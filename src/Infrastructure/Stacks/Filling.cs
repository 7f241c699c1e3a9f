namespace Domicile.Infrastructure.Stacks;

/// <summary>
/// A parameter of a stack that is filled, when it is deployed, with what a stack of another AWS Region or account gave
/// out: an identifier that AWS makes up and nobody can know before.
/// </summary>
/// <param name="Parameter">The parameter's logical id.</param>
/// <param name="Stack">The other stack's name; it is deployed before.</param>
/// <param name="Output">The other stack's output.</param>
internal sealed record Filling(string Parameter, string Stack, string Output);
