using System.ComponentModel;
using Domicile.Server.Docs;

namespace Domicile.Server.Privacy.Erasure;

/// <summary>One transfer to the world outside that paid out what was kept.</summary>
internal sealed record ClaimPayment(
    [property: Description("The transfer in the user's book.")]
    [property: Example("0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b")] Guid TransferId,
    [property: Description("Decimal text with all of the asset's decimals.")]
    [property: Example("12.34")] string Amount,
    [property: Description("The asset's code.")]
    [property: Example("EUR")] string Asset,
    [property: Description("When it was booked, UTC.")]
    [property: Example("2026-11-21T09:30:01Z")] DateTimeOffset BookedAt);
