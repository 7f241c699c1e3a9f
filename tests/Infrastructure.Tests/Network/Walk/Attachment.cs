namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>What is attached to a hub: a network, or another hub.</summary>
/// <param name="Id">The resource.</param>
/// <param name="Hub">The hub; of two hubs the one that asked.</param>
/// <param name="Network">The network; null for a hub.</param>
/// <param name="OtherHub">The hub that was asked; null for a network.</param>
internal sealed record Attachment(string Id, string Hub, string? Network, string? OtherHub);
