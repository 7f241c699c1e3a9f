namespace Domicile.Cli.Client;

// The JSON of erasures as this client writes and reads it; docs/reference and /openapi/v1.json have all of it.

internal sealed record NewErasure(string Balance, string? Code, string? Reason);

internal sealed record CodeBody(string Code, DateTimeOffset ExpiresAt);

internal sealed record StepBody(string Step, string Place, DateTimeOffset DoneAt);

internal sealed record CategoryBody(string Category, string Holds, string? KeptBy, string? Until);

internal sealed record ErasureBody(
    string User,
    Guid RequestId,
    string State,
    string Balance,
    long? Number,
    DateTimeOffset? UnusableSince,
    string? Certificate,
    string? ClaimCode,
    IReadOnlyList<StepBody> Steps,
    IReadOnlyList<CategoryBody> Destroyed,
    IReadOnlyList<CategoryBody> Kept);
