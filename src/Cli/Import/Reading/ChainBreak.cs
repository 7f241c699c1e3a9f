using Domicile.Ledger.Assets;

namespace Domicile.Cli.Import.Reading;

/// <summary>The first day of an account whose printed balances fit no order of its movements.</summary>
/// <param name="Line">The first line of that day that could not be reached.</param>
/// <param name="Date">The day.</param>
/// <param name="DayLines">All lines of the day.</param>
/// <param name="BalanceBefore">The printed balance that the day begins with, in minor units.</param>
/// <param name="GaveUp">There were too many orders to try them all.</param>
internal sealed record ChainBreak(
    int Line, DateOnly Date, IReadOnlyList<int> DayLines, long BalanceBefore, bool GaveUp)
{
    public string Reason(long accountId)
    {
        var before = new Money(BalanceBefore, CzechBank.Koruna);
        var lines = DayLines.Count == 1 ? $"line {DayLines[0]}" : $"lines {string.Join(", ", DayLines)}";
        return GaveUp
            ? $"account {accountId} on {Date:yyMMdd} ({lines}): too many orders of its movements fit the balances."
            : $"account {accountId} on {Date:yyMMdd} ({lines}): from the balance {before} before that day no order of "
                + "its movements leads to the balances printed; each must be the one before plus or minus the amount, "
                + $"within {new Money(CzechBank.RoundingMax, CzechBank.Koruna)}. Correct the amounts or the balances; "
                + "the file must hold all movements from the account's first deposit on.";
    }
}
