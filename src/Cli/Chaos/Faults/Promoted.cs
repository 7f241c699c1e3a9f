namespace Domicile.Cli.Chaos.Faults;

/// <summary>A promotion that a run made.</summary>
/// <param name="Shard">Such as <c>eu/s1</c>.</param>
/// <param name="FrozenAt">When its old primary was frozen, by the clock of the outside log.</param>
/// <param name="EndedAt">When the new primary took writes.</param>
/// <param name="SecondsWithoutWrites">As the promotion told; null when it was finished after an interruption.</param>
internal sealed record Promoted(string Shard, TimeSpan FrozenAt, TimeSpan EndedAt, double? SecondsWithoutWrites);
