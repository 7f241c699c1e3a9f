namespace Domicile.Ledger.CrossShard.Sides;

/// <summary>What the payee's shard decided of one leg; one row of <c>ledger.receive_transfers</c>.</summary>
/// <param name="Refusal">Null when it was received, now or before.</param>
/// <param name="PostingNumber">The posting in the payee's book; null when it was refused.</param>
internal readonly record struct ReceiveResult(ReceiveOutcome Outcome, string? Refusal, long? PostingNumber)
{
    /// <summary>True when the payee's side has committed a verdict.</summary>
    public bool IsDecided => Outcome is ReceiveOutcome.Received or ReceiveOutcome.Refused or ReceiveOutcome.Repeated;
}
