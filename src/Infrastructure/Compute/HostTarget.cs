namespace Domicile.Infrastructure.Compute;

/// <summary>What an alias of a host points to.</summary>
/// <param name="Name">The DNS name that AWS gave a door.</param>
/// <param name="Zone">The hosted zone of that name, which is AWS's.</param>
/// <param name="IsWatched">True when Route 53 can tell by the alias whether it answers.</param>
internal sealed record HostTarget(string Name, string Zone, bool IsWatched);
