using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Erasure.Notices;

/// <summary>A notice that has no receipt yet.</summary>
/// <param name="Recipient">As <see cref="NoticeRecipient"/> writes it.</param>
/// <param name="Tries">How often it was sent.</param>
internal sealed record DueNotice(Guid RequestId, string Recipient, int Tries, UserId User)
{
    /// <summary>The erasure's number in the register.</summary>
    public required long Number { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }
}
