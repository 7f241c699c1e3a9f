using Domicile.Ledger.Signing;

namespace Domicile.Ledger.Audit.Institutions;

/// <summary>Whom a region's documents are sent to.</summary>
/// <param name="AuditKey">Signs the packages (P-256). Stays the caller's.</param>
/// <param name="Institutions">All of them.</param>
public sealed record AuditOptions(ISigningKey AuditKey, IReadOnlyList<Institution> Institutions)
{
    /// <summary>How long an institution's answer may take.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(10);
}
