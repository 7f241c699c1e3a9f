using Domicile.Sharding.Users;

namespace Domicile.Server.Access;

/// <summary>
/// Which roles, beside the user itself, may enter a book by this call; metadata of an endpoint. Without it operators.
/// </summary>
internal sealed record OpenTo(bool Own, IReadOnlyList<CallerRole> Roles)
{
    public static readonly OpenTo OwnerAndOperators = new(true, [CallerRole.Operator]);

    /// <summary>The roles as tokens write them, with commas between.</summary>
    public string Words => string.Join(
        ", ", (Own ? [CallerRole.User] : Array.Empty<CallerRole>()).Concat(Roles).Select(TokenClaims.WordOf));

    /// <summary>True when this caller may enter this book.</summary>
    public bool Admits(Caller caller, UserId book) =>
        caller.User is { } user ? Own && user == book : Roles.Contains(caller.Role);
}
