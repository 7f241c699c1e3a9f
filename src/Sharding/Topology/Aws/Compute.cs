namespace Domicile.Sharding.Topology.Aws;

/// <summary>What a region's servers run on.</summary>
public enum Compute
{
    Lambda,
    Ec2,
    Kubernetes,
}
