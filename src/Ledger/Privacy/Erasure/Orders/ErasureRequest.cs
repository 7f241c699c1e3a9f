using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>What somebody asks for.</summary>
/// <param name="User">Who shall be erased.</param>
/// <param name="AskedBy">The subject of the caller's token.</param>
/// <param name="AskedByRole">The caller's role, such as <c>operator</c>.</param>
/// <param name="Balance"><c>pay-out</c> or <c>keep</c>: what becomes of money that is left.</param>
public sealed record ErasureRequest(UserId User, string AskedBy, string AskedByRole, string Balance)
{
    /// <summary>The one-time code that proves who the user is; null when somebody else asks.</summary>
    public string? Code { get; init; }

    /// <summary>One of <see cref="ErasureReasons.All"/>; of a user itself always the same.</summary>
    public string Reason { get; init; } = ErasureReasons.UserAsks;
}
