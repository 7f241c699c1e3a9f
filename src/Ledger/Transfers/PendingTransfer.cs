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

    public required Party From { get; init; }

    public required Party To { get; init; }

    /// <summary>The payer's number; null for the world outside.</summary>
    public long? Payer => From.User?.Number;

    /// <summary>The payee's number; null for the world outside, and for one whose book is on another shard.</summary>
    public long? Payee => PayeeRange is null ? null : To.User?.Number;

    /// <summary>The user whose book keeps the key.</summary>
    public long Owner => (From.User ?? To.User)!.Value.Number;

    public required int? PayerRange { get; init; }

    /// <summary>Null for the world outside, and for one whose book is on another shard.</summary>

    public required int? PayeeRange { get; init; }

    public required string Asset { get; init; }

    public required long MinorUnits { get; init; }

    public required DateTimeOffset? EffectiveAt { get; init; }

    public byte[]? PayerReference { get; init; }

    public byte[]? PayeeReference { get; init; }

    public Task<PostingResult> Answer => answer.Task;

    /// <summary>Whom the payer pays, or who pays the payee, as their own books name the other.</summary>
    public string Counterparty(bool pays) => (pays ? To : From).ToString();

    public byte[]? Reference(bool pays) => pays ? PayerReference : PayeeReference;

    public void Complete(in PostingResult result) => answer.TrySetResult(result);

    public void Fail(Exception exception) => answer.TrySetException(exception);
}
