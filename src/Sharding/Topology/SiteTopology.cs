namespace Domicile.Sharding.Topology;

/// <summary>One place that a region runs in, such as the AWS Region <c>eu-west-1</c>.</summary>
public sealed record SiteTopology(string Name, SiteRole Role);
