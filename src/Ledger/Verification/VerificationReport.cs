namespace Domicile.Ledger.Verification;

/// <summary>What a verification saw, invariant by invariant and node by node.</summary>
public sealed class VerificationReport
{
    /// <param name="invariants">All that was to be verified.</param>
    /// <param name="results">In the order of the invariants, then of the nodes.</param>
    public VerificationReport(IReadOnlyList<Invariant> invariants, IReadOnlyList<InvariantResult> results)
    {
        Invariants = invariants;
        Results = results;
    }

    /// <summary>All that was to be verified.</summary>
    public IReadOnlyList<Invariant> Invariants { get; }

    /// <summary>What was seen, in the order of the invariants, then of the nodes.</summary>
    public IReadOnlyList<InvariantResult> Results { get; }

    /// <summary>Those of the results that have a violation.</summary>
    public IReadOnlyList<InvariantResult> Broken => [.. Results.Where(result => result.ViolationCount > 0)];

    /// <summary>
    /// Invariants of which no node had a row: nothing was proven of them. An empty shard among filled ones is no
    /// matter.
    /// </summary>
    public IReadOnlyList<Invariant> Unproven =>
        [.. Invariants.Where(invariant => Of(invariant).All(result => result.RowCount == 0))];

    /// <summary>True when every invariant was looked at and holds.</summary>
    public bool IsProven => Broken.Count == 0 && Unproven.Count == 0;

    /// <summary>What was seen of one invariant, node by node.</summary>
    public IEnumerable<InvariantResult> Of(Invariant invariant) =>
        Results.Where(result => result.Invariant == invariant);
}
