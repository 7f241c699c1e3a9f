namespace Domicile.Cli.Chaos;

/// <summary>How long and how hard a world is harmed.</summary>
/// <param name="Length">From the first fault to the last.</param>
/// <param name="Seed">Decides the order of the faults and what is ordered; chance decides the rest.</param>
internal sealed record ChaosOptions(TimeSpan Length, int Seed)
{
    /// <summary>A fault each.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(0.7);

    /// <summary>How often each kind of fault must have happened, for the run to prove something.</summary>
    public int CountOfEachMin => (int)Math.Min(3, Length.TotalMinutes * 1.5);

    /// <summary>How fast faults must have come, for the run to prove something; a short one is only a trial.</summary>
    public double FaultsPerSecondMin => Length < TimeSpan.FromMinutes(1) ? 0.5 : 1;

    /// <summary>How many transfers must have been acknowledged, for the run to prove something.</summary>
    public int AcknowledgedMin => (int)(500 * Length.TotalMinutes);
}
