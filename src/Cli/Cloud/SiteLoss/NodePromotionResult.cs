namespace Domicile.Cli.Cloud.SiteLoss;

/// <summary>What the promotion of one node in AWS came to.</summary>
/// <param name="Node">Such as <c>eu/s1</c>.</param>
/// <param name="Primary">HOST:PORT of the cluster that takes its writes.</param>
/// <param name="Epoch">The shard's generation; null for a node without epochs.</param>
/// <param name="IsNew">False when it was promoted there before, and this run at most told sites.</param>
/// <param name="Told">Sites whose servers were told of it now.</param>
/// <param name="Knew">Sites whose servers had been told before.</param>
/// <param name="Lost">Sites that were named as lost and not tried.</param>
/// <param name="Untold">Sites that could not be told, with why.</param>
internal sealed record NodePromotionResult(
    string Node,
    string Primary,
    int? Epoch,
    bool IsNew,
    IReadOnlyList<string> Told,
    IReadOnlyList<string> Knew,
    IReadOnlyList<string> Lost,
    IReadOnlyDictionary<string, string> Untold);
