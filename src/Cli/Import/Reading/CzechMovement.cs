namespace Domicile.Cli.Import.Reading;

/// <summary>One movement on one account, as the bank printed it. Money is in minor units of CZK.</summary>
/// <param name="Line">The line of <c>transactions.csv</c>.</param>
/// <param name="Id">The bank's number of the movement, unique in the file.</param>
/// <param name="Date">The day it counts for.</param>
/// <param name="Change">What it does to the balance: more than 0 for a credit, less for a withdrawal, seldom 0.</param>
/// <param name="PrintedBalance">The balance after it, as the bank printed it.</param>
/// <param name="IsInterest">Interest was credited: the bank rounded it when it printed the balance.</param>
/// <param name="Reference">What for, and who the partner was.</param>
internal sealed record CzechMovement(
    int Line,
    long Id,
    DateOnly Date,
    long Change,
    long PrintedBalance,
    bool IsInterest,
    string Reference);
