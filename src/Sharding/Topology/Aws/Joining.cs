namespace Domicile.Sharding.Topology.Aws;

/// <summary>What joins the networks of a region.</summary>
public enum Joining
{
    /// <summary>A hub in each site, and the hubs with one another.</summary>
    TransitGateway,

    /// <summary>Each network with each: cheaper, and enough for two sites.</summary>
    Peering,
}
