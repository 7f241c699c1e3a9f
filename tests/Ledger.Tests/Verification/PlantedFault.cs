namespace Domicile.Ledger.Tests.Verification;

/// <summary>Something that is never written by the ledger, and what a verification has to say of it.</summary>
/// <param name="Broken">The invariants that it breaks, as node and name, the one that it is planted for first.</param>
/// <param name="Node">Where it is planted.</param>
/// <param name="Row">The row that the first invariant has to name.</param>
/// <param name="Sql">Plants it, by force where a constraint stands against it.</param>
public sealed record PlantedFault(string Broken, string Node, string Row, string Sql)
{
    public override string ToString() => $"{Broken}: {Row}";
}
