using Domicile.Sharding.Users;

namespace Domicile.Server.Access;

/// <summary>
/// Whose tokens a call takes; metadata of an endpoint, the last one counts. Without any a call is for operators.
/// </summary>
/// <param name="Own">Users: each for the own book.</param>
/// <param name="Roles">Who works for the region; a service among them needs no scope.</param>
internal sealed record OpenTo(bool Own, IReadOnlyList<CallerRole> Roles)
{
    /// <summary>What a book's path is open to unless the endpoint says otherwise.</summary>
    public static readonly OpenTo OwnerAndOperators = new(true, [CallerRole.Operator]);

    public static readonly OpenTo Everybody = new(
        true, [CallerRole.Operator, CallerRole.PrivacyOfficer, CallerRole.Auditor, CallerRole.Service]);

    private static readonly OpenTo Operators = new(false, [CallerRole.Operator]);

    /// <summary>The scope that opens the call to services; null when none does.</summary>
    public string? Scope { get; private init; }

    /// <summary>The roles as tokens write them, with commas between.</summary>
    public string Words => string.Join(
        ", ", (Own ? [CallerRole.User] : Array.Empty<CallerRole>()).Concat(Roles).Select(TokenClaims.WordOf));

    /// <summary>What an endpoint declares.</summary>
    public static OpenTo Of(EndpointMetadataCollection? metadata) =>
        (metadata?.GetMetadata<OpenTo>() ?? Operators) with { Scope = metadata?.GetMetadata<TakesScope>()?.Name };

    /// <summary>True when this caller's token does for the call, whoever's book it is about.</summary>
    public bool Admits(Caller caller) => caller.Role switch
    {
        CallerRole.User => Own,
        CallerRole.Service when Scope is { } scope && caller.Scopes.Contains(scope) => true,
        var role => Roles.Contains(role),
    };

    /// <summary>True when this caller may enter this book.</summary>
    public bool Admits(Caller caller, UserId book) =>
        Admits(caller) && (caller.User is null || caller.User == book);

    /// <summary>Why this caller's token does not do.</summary>
    public string WhyNot(Caller caller) =>
        caller.Role == CallerRole.Service
            ? Scope is { } scope
                ? $"This call is for services with the scope {scope}, and your token has not got it."
                : $"This call is for the roles {Words}, and for no service."
            : $"This call is for the roles {Words}; your token has the role {TokenClaims.WordOf(caller.Role)}.";
}
