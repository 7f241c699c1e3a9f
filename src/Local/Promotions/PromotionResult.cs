namespace Domicile.Local.Promotions;

/// <summary>What a promotion came to.</summary>
/// <param name="Shard">Such as <c>eu/s1</c>.</param>
/// <param name="Epoch">The shard's generation from now on.</param>
/// <param name="Standby">
/// The replica that became the primary, such as <c>r1</c>: the old primary has its name now. Null when that was settled
/// by an earlier promotion.
/// </param>
/// <param name="Port">Where the primary is now.</param>
/// <param name="SecondsWithoutWrites">
/// From the kill of the old primary to the commit with which the new one began; null when an earlier promotion, which
/// had been cut short, was finished.
/// </param>
/// <param name="Silent">
/// Replicas that might have been promoted but did not answer. When there are any, they may have had what the new
/// primary has not: run ./domicile reconcile.
/// </param>
public sealed record PromotionResult(
    string Shard,
    int Epoch,
    string? Standby,
    int Port,
    double? SecondsWithoutWrites,
    IReadOnlyList<string> Silent);
