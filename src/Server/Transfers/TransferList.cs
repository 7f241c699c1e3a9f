using System.ComponentModel;
using Domicile.Server.Docs;

namespace Domicile.Server.Transfers;

/// <summary>One page of a book's history.</summary>
internal sealed record TransferList(
    [property: Description("Newest first.")] IReadOnlyList<TransferAnswer> Transfers,
    [property: Description("Send it as 'cursor' for the next page; null at the end.")]
    [property: Example("MTIzNDU")] string? NextCursor);
