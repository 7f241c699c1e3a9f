using System.ComponentModel;
using Domicile.Ledger.Users;
using Domicile.Server.Docs;

namespace Domicile.Server.Users;

/// <summary>A user that a look-up found: no details, which GET /v1/users/{id} shows one by one.</summary>
internal sealed record FoundUser(
    [property: Description("The user's id.")]
    [property: Example("eu-30001")] string Id,
    [property: Description("When the user's book was opened, UTC.")]
    [property: Example("2026-11-21T09:30:00.123456Z")] DateTimeOffset CreatedAt)
{
    public static FoundUser Of(User user) => new(user.Id.ToString(), user.CreatedAt);
}
