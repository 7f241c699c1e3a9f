using System.ComponentModel;
using Domicile.Ledger.Users;
using Domicile.Server.Docs;

namespace Domicile.Server.Users;

/// <summary>A user as the API shows it.</summary>
internal sealed record UserAnswer(
    [property: Description("The region, a dash and the user's number; given once, for ever.")]
    [property: Example("eu-30001")] string Id,
    [property: Description("When the user's book was opened, UTC.")]
    [property: Example("2026-11-21T09:30:00.123456Z")] DateTimeOffset CreatedAt,
    [property: Description("As it was given; null for none.")]
    [property: Example("Anna Nováková")] string? Name,
    [property: Description("As it was given; null for none.")]
    [property: Example("anna@example.org")] string? Email,
    [property: Description("As it was given; null for none.")]
    [property: Example("1970-12-13")] DateOnly? BirthDate,
    [property: Description("Since when nothing may move to or from the book; null when it may.")]
    [property: Example("2026-11-21T09:30:00.123456Z")] DateTimeOffset? RestrictedAt)
{
    public static UserAnswer Of(User user) => new(
        user.Id.ToString(), user.CreatedAt, user.Details.Name, user.Details.Email, user.Details.BirthDate,
        user.RestrictedAt);
}
