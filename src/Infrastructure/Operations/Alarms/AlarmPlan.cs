namespace Domicile.Infrastructure.Operations.Alarms;

/// <summary>One alarm: which figure, what is too much of it, and the page that says what to do.</summary>
/// <param name="Name">Unique in its site, with what it is about, such as <c>queue-age-domicile-eu</c>.</param>
/// <param name="Runbook">The name of the page in <c>docs/guides/runbooks</c>.</param>
internal sealed record AlarmPlan(string Name, string Runbook)
{
    /// <summary>Our own figures, or those of a service.</summary>
    public required string Namespace { get; init; }

    public required string Metric { get; init; }

    /// <summary>Exactly those that the figure is told with: another set is another figure.</summary>
    public required IReadOnlyList<(string Name, string Value)> Dimensions { get; init; }

    /// <summary>Such as <c>Maximum</c>, or a percentile such as <c>p99</c>.</summary>
    public string Statistic { get; init; } = "Maximum";

    /// <summary>In the figure's unit; reaching it is too much, or too little where <see cref="IsLow"/>.</summary>
    public required double Threshold { get; init; }

    /// <summary>True where less than the threshold is too little.</summary>
    public bool IsLow { get; init; }

    public int PeriodSeconds { get; init; } = 60;

    /// <summary>Periods in a row that must be too much.</summary>
    public int Periods { get; init; } = 5;

    /// <summary>
    /// What no figure means: <c>notBreaching</c> where nothing happens when nothing is wrong, <c>breaching</c> where
    /// silence itself is the fault.
    /// </summary>
    public string Silence { get; init; } = "notBreaching";

    /// <summary>What stands in the alarm's mail.</summary>
    public required string Meaning { get; init; }

    /// <summary>Where the runbook is in the project.</summary>
    public string RunbookPath => $"docs/guides/runbooks/{Runbook}.md";
}
