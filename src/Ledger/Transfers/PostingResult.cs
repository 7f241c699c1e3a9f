namespace Domicile.Ledger.Transfers;

/// <summary>What the shard decided of one transfer of a group; one row of <c>ledger.post_transfers</c>.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Refusal">The books' verdict in the function's words; null when it was posted.</param>
/// <param name="TransferId">The transfer that the key stands for: an earlier one when the outcome is Repeated.</param>
/// <param name="State">How far that transfer is; null when there is none.</param>
/// <param name="PostingNumber">Its first posting in the book that keeps the key.</param>
/// <param name="BookedAt">When that posting was booked.</param>
/// <param name="EffectiveAt">The date it counts for.</param>
/// <param name="Balance">That book's wallet after it, in minor units.</param>
internal readonly record struct PostingResult(
    PostingOutcome Outcome,
    string? Refusal,
    Guid TransferId,
    TransferState? State,
    long PostingNumber,
    DateTimeOffset BookedAt,
    DateTimeOffset EffectiveAt,
    long Balance);
