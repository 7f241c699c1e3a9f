namespace Domicile.Cli.Import.Replay;

/// <summary>What the replay of an extract into one region did and found, when it came to its end.</summary>
/// <param name="Movements">All movements of the extract.</param>
/// <param name="Transfers">Those sent as transfers: all but those of nothing.</param>
/// <param name="Repeated">Of the transfers, how many an earlier run, or a call whose answer was lost, had made.</param>
/// <param name="ZeroAmounts">Movements of 0.00: their balances are checked, but nothing is transferred.</param>
/// <param name="BalancesMet">Printed balances met within the bank's rounding.</param>
/// <param name="BalancesExact">Of those, how many to the last decimal.</param>
/// <param name="FirstMiss">The first movement found whose printed balance was not met, in words.</param>
/// <param name="Seconds">From the first call to the last.</param>
internal sealed record ReplayReport(
    string Region,
    int Movements,
    int Transfers,
    int Repeated,
    int ZeroAmounts,
    int BalancesMet,
    int BalancesExact,
    string? FirstMiss,
    double Seconds,
    IReadOnlyList<AccountReport> Accounts)
{
    public int Users => Accounts.Count;

    public int SumsMet => Accounts.Count(a => a.IsSumOfFile);

    public int MinimumsLowered => Accounts.Count(a => a.Minimum is not null);

    public double TransfersPerSecond => Seconds > 0 ? Transfers / Seconds : 0;

    /// <summary>Every printed balance was met and every wallet holds the sum of its movements.</summary>
    public bool IsProven => BalancesMet == Movements && SumsMet == Users;
}
