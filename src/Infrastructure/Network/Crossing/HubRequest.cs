namespace Domicile.Infrastructure.Network.Crossing;

/// <summary>A hub that asks another to be joined; CloudFormation can ask and cannot accept.</summary>
/// <param name="Output">The asking stack's output that names the attachment.</param>
/// <param name="Site">The AWS Region of the hub that is asked; it is of the same account.</param>
internal sealed record HubRequest(string Output, string Site);
