namespace Domicile.House.Tests;

/// <summary>A small tree that breaks a rule, what is said of it, and its neighbour that just keeps the rule.</summary>
internal sealed record PlantedMistake(HouseRule Rule, Tree Bad, string Expected, Tree Good);
