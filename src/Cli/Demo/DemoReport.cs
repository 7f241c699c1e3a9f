using Domicile.Ledger.Verification;

namespace Domicile.Cli.Demo;

/// <summary>What a demo did and saw.</summary>
/// <param name="Seconds">The replay of all regions, side by side.</param>
/// <param name="Tour">A koruna's way around the world.</param>
/// <param name="Proof">What <c>./domicile verify</c> says of every node.</param>
/// <param name="Curl">A command line that works when pasted, for as long as the world runs.</param>
/// <param name="Refusal">Null in a world of one region.</param>
internal sealed record DemoReport(
    IReadOnlyList<DemoRegion> Regions,
    IReadOnlyList<ShardFigures> Shards,
    double Seconds,
    IReadOnlyList<TourStep> Tour,
    VerificationReport Proof,
    string Curl,
    SeenRefusal? Refusal)
{
    /// <summary>What an institution has received of it; null in a world without a sandbox.</summary>
    public SeenPackage? Package { get; init; }

    public int Movements => Regions.Sum(r => r.Replay.Movements);

    public int Transfers => Regions.Sum(r => r.Replay.Transfers);

    public int Repeated => Regions.Sum(r => r.Replay.Repeated);

    public int BalancesMet => Regions.Sum(r => r.Replay.BalancesMet);

    public int BalancesExact => Regions.Sum(r => r.Replay.BalancesExact);

    public double TransfersPerSecond => Seconds > 0 ? Transfers / Seconds : 0;

    /// <summary>
    /// Every printed balance was met, the koruna came around, all invariants hold, the refusal was the right one, and
    /// an institution got a package that nobody altered.
    /// </summary>
    public bool IsProven => Proof.IsProven && Regions.All(r => r.Replay.IsProven) && Tour.All(step => step.IsCompleted)
        && Refusal is null or { Status: SeenRefusal.OtherRegion } && Package is null or { IsGood: true };
}
