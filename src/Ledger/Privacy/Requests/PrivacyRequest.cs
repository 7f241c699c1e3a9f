using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Requests;

/// <summary>One use of a right, as the register keeps it.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Kind">Which right.</param>
/// <param name="User">Whose personal data.</param>
/// <param name="Asker">Who asked.</param>
/// <param name="AskedAt">When the time began, UTC.</param>
/// <param name="DueAt">One month later: the law's limit unless extended.</param>
/// <param name="State">What became of it.</param>
public sealed record PrivacyRequest(
    Guid Id,
    PrivacyRequestKind Kind,
    UserId User,
    Asker Asker,
    DateTimeOffset AskedAt,
    DateTimeOffset DueAt,
    PrivacyRequestState State)
{
    /// <summary>Two months after <see cref="DueAt"/>; null unless the person was told of an extension.</summary>
    public DateTimeOffset? ExtendedUntil { get; init; }

    /// <summary>Null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>
    /// Decrypted; null for none, after the erasure of the user, and in lists, which open nobody's data.
    /// </summary>
    public string? Reason { get; init; }

    /// <inheritdoc cref="Reason"/>
    public string? ExtensionReason { get; init; }

    /// <summary>Until when it has to be answered.</summary>
    public DateTimeOffset Deadline => ExtendedUntil ?? DueAt;
}
