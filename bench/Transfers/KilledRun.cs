namespace Domicile.Bench.Transfers;

/// <summary>The two-phase rival with a shard killed in the middle: proof that it is crash-safe too.</summary>
/// <param name="Recovered">Prepared transactions that were found and ended afterwards.</param>
/// <param name="Debits">Transfers that left a wallet for the other shard, in all runs.</param>
/// <param name="Credits">Transfers that came into a wallet from the other shard.</param>
public sealed record KilledRun(long Acknowledged, long Failed, int Recovered, long Debits, long Credits)
{
    public bool IsSafe => Debits == Credits;
}
