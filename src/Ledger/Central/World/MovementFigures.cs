namespace Domicile.Ledger.Central.World;

/// <summary>One region's movements of one asset on one day (UTC). Sums are in the asset's minor units.</summary>
/// <param name="InCount">From outside of the region: other regions and the world outside.</param>
/// <param name="OutCount">To outside of the region.</param>
/// <param name="BetweenCount">Between two users of the region.</param>
public sealed record MovementFigures(
    string Region,
    string Asset,
    DateOnly Day,
    decimal InCount,
    decimal InSum,
    decimal OutCount,
    decimal OutSum,
    decimal BetweenCount,
    decimal BetweenSum);
