using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Requests;

/// <summary>A request as it came.</summary>
/// <param name="Kind">Which right.</param>
/// <param name="User">Whose personal data.</param>
/// <param name="Asker">Who asked.</param>
public sealed record NewPrivacyRequest(PrivacyRequestKind Kind, UserId User, Asker Asker)
{
    /// <summary>In the words of whoever asked; kept sealed with the user's key. Null for none.</summary>
    public string? Reason { get; init; }

    /// <summary>When it reached the controller, for one that came by letter; now when null.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>It was answered at once.</summary>
    public bool IsDone { get; init; }
}
