using Domicile.Ledger.Privacy.Requests;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Access;

/// <summary>One reading of a user's personal data.</summary>
/// <param name="User">Whose.</param>
/// <param name="Who">Who read them.</param>
/// <param name="Call">The call's method and route, such as <c>GET /v1/users/{id}</c>; never an address.</param>
/// <param name="Right">By which right.</param>
public sealed record AccessEntry(UserId User, Asker Who, string Call, AccessRight Right)
{
    /// <summary>Its number in the region's log; 0 before it was noted.</summary>
    public long Number { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset NotedAt { get; init; }
}
