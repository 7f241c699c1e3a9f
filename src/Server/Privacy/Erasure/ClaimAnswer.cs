using System.ComponentModel;
using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Server.Docs;

namespace Domicile.Server.Privacy.Erasure;

/// <summary>What was paid out for a claim code.</summary>
internal sealed record ClaimAnswer(
    [property: Description("The bare id that the money stood under.")]
    [property: Example("eu-30001")] string User,
    [property: Description("What was paid now, a transfer for each asset; empty when nothing was left.")]
    IReadOnlyList<ClaimPayment> Paid)
{
    public static ClaimAnswer Of(Claim claim) => new(
        claim.User.ToString(),
        [.. claim.Paid.Select(paid => new ClaimPayment(
            paid.TransferId, paid.Amount.ToString(), paid.Amount.Asset.Code, paid.BookedAt))]);
}
