using Domicile.Sharding.Routing;
using Domicile.Sharding.Users;

namespace Domicile.Sharding.Placement;

/// <summary>Where a user was placed.</summary>
/// <param name="Outcome">The rest counts when it is <c>Placed</c> or <c>Repeated</c> only.</param>
/// <param name="User">The user's id, which nobody else has ever had.</param>
/// <param name="CreationId">The UUID that goes with the id; the first caller's when the key is repeated.</param>
/// <param name="Route">Where the user's rows belong.</param>
public readonly record struct UserPlacing(
    PlacementOutcome Outcome, UserId User, Guid CreationId, ShardRoute Route);
