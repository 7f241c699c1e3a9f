namespace Domicile.Cli.Privacy.Rights;

// The JSON of the calls about rights, as this client reads and writes it.

internal sealed record RequestBody(
    Guid Id,
    string Kind,
    string User,
    string AskedBy,
    string AskedByRole,
    DateTimeOffset AskedAt,
    string State,
    DateTimeOffset Deadline,
    int? DaysLeft)
{
    public DateTimeOffset? ExtendedUntil { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}

internal sealed record RequestList(IReadOnlyList<RequestBody> Requests, string? NextCursor);

internal sealed record FoundUser(string Id, DateTimeOffset CreatedAt);

internal sealed record FoundUsers(IReadOnlyList<FoundUser> Users);

internal sealed record NewRestriction(string Reason);
