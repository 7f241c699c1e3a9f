namespace Domicile.Server.Access;

/// <summary>The scope with which a service's token opens a call; metadata of an endpoint.</summary>
internal sealed record TakesScope(string Name);
