namespace Domicile.Cli.Import.Reading;

/// <summary>One account of the bank, ready to be replayed: it becomes one user with a wallet.</summary>
/// <param name="Id">The bank's number of the account.</param>
/// <param name="OwnerBirthDate">When its owner was born: all that the files tell about the person.</param>
/// <param name="Movements">All movements from the first deposit on, in the order in which the bank booked them.</param>
internal sealed record CzechAccount(long Id, DateOnly OwnerBirthDate, IReadOnlyList<CzechMovement> Movements)
{
    /// <summary>The lowest balance that the account ever has on the way, 0 at most; exact, in minor units.</summary>
    public long LowestBalance
    {
        get
        {
            long balance = 0;
            long lowest = 0;
            foreach (var movement in Movements)
            {
                balance += movement.Change;
                lowest = Math.Min(lowest, balance);
            }

            return lowest;
        }
    }
}
