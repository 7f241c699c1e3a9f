namespace Domicile.Cli.Chaos;

/// <summary>How long and how hard a world is harmed.</summary>
/// <param name="Length">From the first fault to the last.</param>
/// <param name="Seed">Decides the order of the faults and what is ordered; chance decides the rest.</param>
internal sealed record ChaosOptions(TimeSpan Length, int Seed)
{
    /// <summary>A fault each.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(0.8);

    /// <summary>How often each kind of fault must have happened, for the run to prove something.</summary>
    public int CountOfEachMin => (int)Math.Min(3, Length.TotalMinutes * 1.5);

    /// <summary>How many transfers must have been acknowledged, for the run to prove something.</summary>
    public int AcknowledgedMin => (int)(500 * Length.TotalMinutes);
}
