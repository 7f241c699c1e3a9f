namespace Domicile.Ledger.Verification;

/// <summary>
/// Gathers what one check sees on one node, where a statement alone cannot. Keeps the first violations only.
/// </summary>
internal sealed class Findings(Invariant invariant, string node)
{
    /// <summary>How many violations of one invariant on one node are told in full.</summary>
    public const int ViolationsToldMax = 10;

    private readonly List<Violation> violations = [];
    private long rowCount;
    private long violationCount;

    /// <param name="row">Which row is looked at.</param>
    /// <param name="mistake">What is wrong with it; null when nothing is.</param>
    public void Add(string row, string? mistake)
    {
        rowCount++;
        if (mistake is not null)
        {
            violationCount++;
            if (violations.Count < ViolationsToldMax)
            {
                violations.Add(new Violation(row, mistake));
            }
        }
    }

    public InvariantResult ToResult() => new(invariant, node, rowCount, violationCount, violations);
}
