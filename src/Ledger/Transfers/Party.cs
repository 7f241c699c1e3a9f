using Domicile.Sharding.Users;

namespace Domicile.Ledger.Transfers;

/// <summary>Who pays or is paid: a user, or the world outside (<c>external</c>).</summary>
/// <param name="User">The user; null for the world outside.</param>
public readonly record struct Party(UserId? User)
{
    public const string ExternalText = "external";

    public static Party External => default;

    public bool IsExternal => User is null;

    public static implicit operator Party(UserId user) => new(user);

    /// <summary>Reads <c>external</c> or a user id.</summary>
    public static bool TryParse(string? text, out Party party)
    {
        party = External;
        if (string.Equals(text, ExternalText, StringComparison.Ordinal))
        {
            return true;
        }

        if (!UserId.TryParse(text, out var user))
        {
            return false;
        }

        party = user;
        return true;
    }

    public override string ToString() => User?.ToString() ?? ExternalText;
}
