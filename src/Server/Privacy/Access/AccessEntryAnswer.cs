using System.ComponentModel;
using Domicile.Ledger.Privacy.Access;
using Domicile.Server.Docs;
using Domicile.Sharding.Users;

namespace Domicile.Server.Privacy.Access;

/// <summary>One reading of a user's personal data as the API shows it.</summary>
internal sealed record AccessEntryAnswer(
    [property: Description("When, UTC.")]
    [property: Example("2026-11-21T09:30:00.123456Z")] DateTimeOffset NotedAt,
    [property: Description("Who read them: the subject of the token. A user is told the role of others only.")]
    [property: Example("operator-7")] string Who,
    [property: Description("The role of the token.")]
    [property: Example("operator")] string Role,
    [property: Description("The call.")]
    [property: Example("GET /v1/users/{id}")] string Call,
    [property: Description("By which right: access, portability, operation, privacy-office or audit.")]
    [property: Example("operation")] AccessRight Right)
{
    // Whose eyes it was is the affair of whoever answers for them: the people at work have rights too.
    public static AccessEntryAnswer Of(AccessEntry entry, string caller) => new(
        entry.NotedAt,
        IsUser(caller) && entry.Who.Name != caller ? entry.Who.Role : entry.Who.Name,
        entry.Who.Role,
        entry.Call,
        entry.Right);

    private static bool IsUser(string caller) => UserId.TryParse(caller, out _);
}
