namespace Domicile.Sharding.Setup;

/// <summary>How the setup of a region ended.</summary>
/// <param name="Problems">
/// Empty when register and shards agree with the topology; else each contradiction with its mend. A node with a problem
/// was left as it was.
/// </param>
public sealed record SetupResult(IReadOnlyList<string> Problems)
{
    public bool IsComplete => Problems.Count == 0;
}
