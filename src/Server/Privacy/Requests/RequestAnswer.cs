using System.ComponentModel;
using System.Text.Json.Serialization;
using Domicile.Ledger.Privacy.Requests;
using Domicile.Server.Docs;

namespace Domicile.Server.Privacy.Requests;

/// <summary>A use of a right as the API shows it.</summary>
internal sealed record RequestAnswer(
    [property: Description("A UUID.")]
    [property: Example("0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b")] Guid Id,
    [property: Description("The right: access, portability, rectification, restriction or erasure.")]
    [property: Example("erasure")] PrivacyRequestKind Kind,
    [property: Description("Whose personal data.")]
    [property: Example("eu-30001")] string User,
    [property: Description("Who asked: the subject of the token.")]
    [property: Example("eu-30001")] string AskedBy,
    [property: Description("The role of that token.")]
    [property: Example("user")] string AskedByRole,
    [property: Description("When, UTC: the time limit begins here.")]
    [property: Example("2026-01-31T09:30:00Z")] DateTimeOffset AskedAt,
    [property: Description("open, done or refused.")]
    [property: Example("open")] PrivacyRequestState State,
    [property: Description("Until when it has to be answered: one month after it was asked, or three when extended.")]
    [property: Example("2026-02-28T09:30:00Z")] DateTimeOffset Deadline,
    [property: Description("Whole days until then, below zero when it is late; null when it has ended.")]
    [property: Example(12)] int? DaysLeft)
{
    [Description("The end of the extension; absent when it was not extended.")]
    [Example("2026-04-30T09:30:00Z")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ExtendedUntil { get; init; }

    [Description("When it was answered; absent while it is open.")]
    [Example("2026-02-03T14:00:00Z")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? EndedAt { get; init; }

    [Description("Why, in the words of whoever asked; absent in lists, without one, and once the user is erased.")]
    [Example("I moved to another bank.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    [Description("What the person was told about the extension; absent like the reason.")]
    [Example("Your data stand in two archives that we have to search by hand.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExtensionReason { get; init; }

    public static RequestAnswer Of(PrivacyRequest request, DateTimeOffset now) => new(
        request.Id,
        request.Kind,
        request.User.ToString(),
        request.Asker.Name,
        request.Asker.Role,
        request.AskedAt,
        request.State,
        request.Deadline,
        request.State == PrivacyRequestState.Open ? (int)Math.Floor((request.Deadline - now).TotalDays) : null)
    {
        ExtendedUntil = request.ExtendedUntil,
        EndedAt = request.EndedAt,
        Reason = request.Reason,
        ExtensionReason = request.ExtensionReason,
    };
}
