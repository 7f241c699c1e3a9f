using System.ComponentModel;
using Domicile.Server.Docs;

namespace Domicile.Server.Privacy.Access;

/// <summary>One page of who read a user's personal data.</summary>
internal sealed record AccessLogAnswer(
    [property: Description("Newest first; this reading is in it from the next time on.")]
    IReadOnlyList<AccessEntryAnswer> Entries,
    [property: Description("Send it as 'cursor' for the next page; null at the end.")]
    [property: Example("12345")] string? NextCursor);
