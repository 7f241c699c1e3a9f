using System.ComponentModel;
using Domicile.Server.Docs;

namespace Domicile.Server.Privacy.Erasure;

/// <summary>Who is told of an erasure.</summary>
internal sealed record ToldAnswer(
    [property: Description("institution or region, and its name.")]
    [property: Example("institution sandbox")] string Recipient,
    [property: Description("When its receipt came, UTC; null while it has given none.")]
    [property: Example("2026-11-21T09:30:02Z")] DateTimeOffset? ReceiptAt);
