namespace Domicile.Server.Books;

/// <summary>A node as it was last seen.</summary>
/// <param name="Node">Its full name, such as <c>eu/s1</c>.</param>
/// <param name="Problem">What is wrong and what to do; null when it answers.</param>
internal sealed record NodeState(string Node, NodeCondition Condition, string? Problem);
