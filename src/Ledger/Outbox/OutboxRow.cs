namespace Domicile.Ledger.Outbox;

/// <summary>One thing that happened in a shard, as its outbox tells it. What does not apply is null.</summary>
public sealed record OutboxRow
{
    public required OutboxCursor Cursor { get; init; }

    /// <summary>Such as <c>transfer-sent</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Whose book it happened in.</summary>
    public required long UserNumber { get; init; }

    /// <summary>Its number in that book, for whoever needs an order.</summary>
    public long? PostingNumber { get; init; }

    public Guid? TransferId { get; init; }

    /// <summary><c>payer</c> or <c>payee</c>: which side of the transfer the user is.</summary>
    public string? Side { get; init; }

    /// <summary>The other side's user id, or <c>external</c>.</summary>
    public string? Counterparty { get; init; }

    public string? Asset { get; init; }

    /// <summary>In minor units.</summary>
    public long? Amount { get; init; }

    /// <summary>Why the payee's side said no.</summary>
    public string? Refusal { get; init; }

    /// <summary>When it was booked, UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
