using Domicile.Sharding.Topology.Aws;

namespace Domicile.Sharding.Topology;

/// <summary>One place that a region runs in, such as the AWS Region <c>eu-west-1</c>.</summary>
/// <param name="Replicas">
/// Read replicas that a reader site has of each of the region's shards. 0 at the writer site, whose replicas are those
/// of the shards themselves.
/// </param>
public sealed record SiteTopology(string Name, SiteRole Role, int Replicas = 0)
{
    /// <summary>What a reader site's <see cref="Replicas"/> is when the file says nothing.</summary>
    public const int ReaderReplicasDefault = 1;

    public AwsSite Aws { get; init; } = new();
}
