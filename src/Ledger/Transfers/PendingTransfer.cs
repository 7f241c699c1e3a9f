namespace Domicile.Ledger.Transfers;

/// <summary>One checked and routed transfer on its way through a group. Lives until its answer is set.</summary>
internal sealed class PendingTransfer
{
    private readonly TaskCompletionSource<PostingResult> answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Made once per accepted request, before the first try, so that every try is the same transfer.</summary>
    public required Guid TransferId { get; init; }

    /// <summary>32 bytes: the caller's key, hashed together with the book that keeps it.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>32 bytes: what was asked for.</summary>
    public required byte[] RequestHash { get; init; }

    /// <summary>The payer's number; null for the world outside.</summary>
    public required long? Payer { get; init; }

    /// <summary>The payee's number; null for the world outside.</summary>
    public required long? Payee { get; init; }

    public required int? PayerRange { get; init; }

    public required int? PayeeRange { get; init; }

    public required string Asset { get; init; }

    public required long MinorUnits { get; init; }

    public required DateTimeOffset? EffectiveAt { get; init; }

    public byte[]? PayerReference { get; init; }

    public byte[]? PayeeReference { get; init; }

    public Task<PostingResult> Answer => answer.Task;

    public void Complete(in PostingResult result) => answer.TrySetResult(result);

    public void Fail(Exception exception) => answer.TrySetException(exception);
}
