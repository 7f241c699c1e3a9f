using System.ComponentModel;
using Domicile.Server.Docs;

namespace Domicile.Server.Privacy.Requests;

/// <summary>One page of requests.</summary>
internal sealed record RequestList(
    [property: Description("The one with the least time left first.")] IReadOnlyList<RequestAnswer> Requests,
    [property: Description("Send it as 'cursor' for the next page; null at the end.")]
    [property: Example("MTIzNDU")] string? NextCursor);
