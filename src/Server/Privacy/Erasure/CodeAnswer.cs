using System.ComponentModel;
using Domicile.Server.Docs;

namespace Domicile.Server.Privacy.Erasure;

/// <summary>A one-time code, shown once.</summary>
internal sealed record CodeAnswer(
    [property: Description("Secret: for the user alone. Only its keyed hash is kept.")]
    [property: Example("7K3M-Q2XW")] string Code,
    [property: Description("Until when it may be used, UTC.")]
    [property: Example("2026-11-21T09:40:00Z")] DateTimeOffset ExpiresAt);
