namespace Domicile.House.Tests;

/// <summary>One rule of the house. It reads a tree of files and keeps nothing.</summary>
internal sealed record HouseRule(string Name, Func<Tree, IEnumerable<Violation>> Find);
