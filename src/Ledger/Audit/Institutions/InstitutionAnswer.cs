namespace Domicile.Ledger.Audit.Institutions;

/// <summary>What came of sending something to an institution once.</summary>
/// <param name="Receipt">The answer as it came, a <see cref="SignedReceipt"/> that matches; null when none did.</param>
/// <param name="Failure">Why there is none, in a sentence without personal data; null when there is one.</param>
public sealed record InstitutionAnswer(byte[]? Receipt, string? Failure)
{
    public bool IsReceived => Receipt is not null;
}
