using Domicile.Ledger.Reconciliation;
using Domicile.Ledger.Verification;

namespace Domicile.Cli.Chaos.Proof;

/// <summary>A world after it was left alone.</summary>
/// <param name="Length">How long that took.</param>
/// <param name="Unwell">What still does not run as it should; empty when all does.</param>
/// <param name="Reconciled">What was booked again, or listed, before the comparison; null when that failed.</param>
internal sealed record SettledWorld(
    TimeSpan Length,
    IReadOnlyList<string> Unwell,
    LogComparison Comparison,
    VerificationReport Proof,
    ReconciliationReport? Reconciled);
