using System.Numerics;

namespace Domicile.Ledger.History;

/// <summary>What came into a wallet and went out of it. Sums are minor units and may pass 64 bits.</summary>
public sealed record Turnover(long InCount, BigInteger InSum, long OutCount, BigInteger OutSum);
