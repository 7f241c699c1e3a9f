namespace Domicile.Ledger.Verification;

/// <summary>One row that breaks an invariant.</summary>
/// <param name="Row">Which one, such as <c>user 30001, posting 7</c>. Ids only, no personal data.</param>
/// <param name="Mistake">What is wrong with it.</param>
public sealed record Violation(string Row, string Mistake);
