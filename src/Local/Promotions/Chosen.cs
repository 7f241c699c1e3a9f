using Domicile.Local.Folders;

namespace Domicile.Local.Promotions;

/// <summary>The replica that is to be promoted.</summary>
/// <param name="Reached">
/// The names of those that it is not behind, itself included; null with strict durability, where it has all anyway.
/// </param>
/// <param name="Silent">The names of those that count and did not answer: they may have had more.</param>
internal sealed record Chosen(WorldNode Node, IReadOnlyList<string>? Reached, IReadOnlyList<string> Silent);
