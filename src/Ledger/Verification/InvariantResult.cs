namespace Domicile.Ledger.Verification;

/// <summary>What one invariant's check saw on one node.</summary>
/// <param name="Invariant">What was checked.</param>
/// <param name="Node">Such as <c>eu/s1</c>.</param>
/// <param name="RowCount">Rows looked at; 0 proves nothing.</param>
/// <param name="ViolationCount">All rows that break it.</param>
/// <param name="Violations">The first of them.</param>
public sealed record InvariantResult(
    Invariant Invariant, string Node, long RowCount, long ViolationCount, IReadOnlyList<Violation> Violations);
