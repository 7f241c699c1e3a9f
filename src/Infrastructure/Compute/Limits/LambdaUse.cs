namespace Domicile.Infrastructure.Compute.Limits;

/// <summary>Something that a function is asked to do.</summary>
/// <param name="Region">Whose function it is.</param>
/// <param name="What">Such as <c>a request</c>; begins a sentence.</param>
/// <param name="Seconds">How long it may take.</param>
/// <param name="Bytes">The largest body that goes in or comes out.</param>
internal sealed record LambdaUse(string Region, string What, int Seconds, long Bytes)
{
    /// <summary>What carries it: Lambda's own limits hold for all, a door's only for what goes through it.</summary>
    public required LambdaDoor Door { get; init; }

    /// <summary>Where it is set, and what to do when it is too much.</summary>
    public required string Advice { get; init; }
}
