namespace Domicile.Costs.Load;

/// <summary>
/// How requests spread over the hours of a month: phases, each with its share of the time and of the requests. The
/// number of requests of a month is the same in every pattern; only their peak differs.
/// </summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Phases">The shares of time and those of requests each add up to 1.</param>
/// <param name="IsFollowed">
/// True when instances can be started and stopped with it; false when its bursts are over before an instance is up, so
/// that instances for the busiest phase stand all the month.
/// </param>
public sealed record Pattern(string Name, IReadOnlyList<Phase> Phases, bool IsFollowed)
{
    /// <summary>The same at all times.</summary>
    public static readonly Pattern Steady = new("steady", [new Phase(1m, 1m)], true);

    /// <summary>Nine of ten requests in 50 hours of the week's 168: a peak of 3.02 times the average.</summary>
    public static readonly Pattern Office = new(
        "office", [new Phase(50m / 168m, 0.9m), new Phase(118m / 168m, 0.1m)], true);

    /// <summary>Half of all requests in bursts of a twentieth of the time: a peak of 10 times the average.</summary>
    public static readonly Pattern Spiky = new("spiky", [new Phase(0.05m, 0.5m), new Phase(0.95m, 0.5m)], false);

    public static IReadOnlyList<Pattern> All { get; } = [Steady, Office, Spiky];

    /// <summary>The busiest phase's rate as a multiple of the average.</summary>
    public decimal Peak => Phases.Max(phase => phase.Factor);
}
