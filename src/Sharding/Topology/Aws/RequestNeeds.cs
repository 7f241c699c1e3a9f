namespace Domicile.Sharding.Topology.Aws;

/// <summary>
/// The most that a request to a region's server may ask for; Lambda cannot give as much as the others.
/// </summary>
/// <param name="Seconds">Until its answer.</param>
/// <param name="Bytes">Of its body or its answer.</param>
public sealed record RequestNeeds(int Seconds, int Bytes)
{
    public static readonly RequestNeeds Default = new(10, 1_000_000);
}
