namespace Domicile.Ledger.Verification.Legs;

/// <summary>What must hold of the two sides of one transfer.</summary>
internal static class LegRule
{
    /// <param name="payer">Null when nobody has it.</param>
    /// <param name="payee">Null when nobody has it.</param>
    /// <param name="before">What happened before this moment is in every snapshot.</param>
    /// <param name="mustHave">Whether the other side of this one must still be there and is looked at.</param>
    /// <returns>Null when nothing is wrong.</returns>
    public static string? Mistake(
        LegSide? payer, LegSide? payee, DateTimeOffset before, Func<LegSide, bool> mustHave)
    {
        if (payer is null)
        {
            // A refusal of what a promotion lost moves no money.
            return payee is { State: "completed" } && payee.At < before && mustHave(payee)
                ? $"was received from {payee.Counterparty}, who never sent it"
                : null;
        }

        if (payee is null)
        {
            return payer.State != "in-transit" && payer.At < before && mustHave(payer)
                ? $"is {payer.State}, and {payer.Counterparty} has neither received nor refused it"
                : null;
        }

        return payee.State == "refused"
            ? payer.State == "completed" ? $"is completed, and {payee.User} refused it" : PartyMistake(payer, payee)
            : payer.State == "refunded" ? $"is refunded, and {payee.User} received it"
            : payer.Asset != payee.Asset || payer.Amount != payee.Amount
                ? $"has another amount in the book of {payee.User}"
            : PartyMistake(payer, payee);
    }

    private static string? PartyMistake(LegSide payer, LegSide payee) =>
        payer.Counterparty != payee.User || payee.Counterparty != payer.User
            ? $"is with somebody else in the book of {payee.User}"
            : null;
}
