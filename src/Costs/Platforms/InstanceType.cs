namespace Domicile.Costs.Platforms;

/// <summary>A kind of machine.</summary>
/// <param name="Name">Such as <c>m7g.large</c>.</param>
/// <param name="Processors">
/// Virtual processors that can be used all the time: of the bursting kinds only the baseline, a fifth of each.
/// </param>
/// <param name="MemoryGigabytes">In GiB.</param>
public sealed record InstanceType(string Name, decimal Processors, decimal MemoryGigabytes)
{
    /// <summary>Those that are taken unless one is named: the first that holds the server's process.</summary>
    public static IReadOnlyList<InstanceType> Usual { get; } =
        [new("m7g.large", 2m, 8m), new("m7g.xlarge", 4m, 16m)];

    /// <summary>Those that can be named.</summary>
    public static IReadOnlyList<InstanceType> All { get; } =
        [new("t4g.medium", 0.4m, 4m), new("c7g.large", 2m, 4m), .. Usual];
}
