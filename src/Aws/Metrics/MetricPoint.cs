namespace Domicile.Aws.Metrics;

/// <summary>One metric of one minute: a value, or many values with how often each came. Never of a user.</summary>
/// <param name="Name">Such as <c>ReplicaLag</c>.</param>
/// <param name="Unit">One of CloudWatch's: <c>Count</c>, <c>Seconds</c>, <c>Milliseconds</c>.</param>
/// <param name="Node">What it is of, such as <c>eu/s1</c> or <c>domicile-eu</c>; null for the whole server.</param>
public sealed record MetricPoint(string Name, string Unit, string? Node)
{
    /// <summary>CloudWatch takes so many different values of one metric at once.</summary>
    public const int ValuesMax = 150;

    /// <summary>The values with their counts; at least one and at most <see cref="ValuesMax"/>.</summary>
    public required IReadOnlyList<(double Value, long Count)> Values { get; init; }

    /// <summary>A metric with one value.</summary>
    public static MetricPoint Of(string name, string unit, double value, string? node = null) =>
        new(name, unit, node) { Values = [(value, 1)] };
}
