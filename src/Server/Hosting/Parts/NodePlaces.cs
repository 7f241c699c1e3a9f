namespace Domicile.Server.Hosting.Parts;

/// <summary>Where a node is, as the infrastructure writes it into a parameter of a site.</summary>
/// <param name="Primary">Host and port of the node that writes.</param>
/// <param name="Readers">Host and port of the replicas that are near.</param>
/// <param name="Secret">The secret of a role, with the text <c>{role}</c> in the role's place.</param>
internal sealed record NodePlaces(string Primary, IReadOnlyList<string> Readers, string Secret);
