namespace Domicile.Sharding.Topology.Aws;

/// <summary>
/// The addresses of one site's two networks; those that are null are planned in the order of the file.
/// </summary>
public sealed record AwsSite
{
    /// <summary>The network that servers run in.</summary>
    public AddressBlock? Service { get; init; }

    /// <summary>The network that the data nodes run in.</summary>
    public AddressBlock? Data { get; init; }
}
