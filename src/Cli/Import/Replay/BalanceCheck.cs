using Domicile.Cli.Import.Reading;

namespace Domicile.Cli.Import.Replay;

/// <summary>
/// Compares the balances of one account with those that the bank printed. A printed balance is met when it differs by
/// no more than the bank's rounding: 0.10 for each crediting of interest so far.
/// </summary>
internal sealed class BalanceCheck
{
    private long roundingMax;

    public int MetCount { get; private set; }

    public int ExactCount { get; private set; }

    /// <summary>The first movement whose printed balance was not met, if there was one.</summary>
    public CzechMovement? FirstMiss { get; private set; }

    /// <param name="movement">The next movement in the bank's order.</param>
    /// <param name="balance">The balance after it by exact sum, in minor units.</param>
    public void Add(CzechMovement movement, long balance)
    {
        roundingMax += movement.IsInterest ? CzechBank.RoundingMax : 0;
        var off = Int128.Abs((Int128)balance - movement.PrintedBalance);
        if (off > roundingMax)
        {
            FirstMiss ??= movement;
            return;
        }

        MetCount++;
        ExactCount += off == 0 ? 1 : 0;
    }
}
