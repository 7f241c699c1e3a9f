namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>What <c>ledger.order_erasure</c> said.</summary>
/// <param name="Outcome"><c>ordered, waiting, known, code-wrong</c> or <c>code-missing</c>.</param>
/// <param name="TriesLeft">How often the code may still be tried.</param>
internal sealed record OrderVerdict(string Outcome, Guid RequestId, int TriesLeft);
