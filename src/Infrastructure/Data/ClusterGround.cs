using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.RDS;
using Constructs;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Data;

/// <summary>What all clusters of a site stand on.</summary>
internal sealed record ClusterGround
{
    public required CfnDBSubnetGroup Subnets { get; init; }

    public required CfnDBClusterParameterGroup Parameters { get; init; }

    /// <summary>The security group's id.</summary>
    public required string Group { get; init; }

    /// <summary>The ARN of the site's key for data at rest.</summary>
    public required string Key { get; init; }

    public required DatabaseCapacity Capacity { get; init; }

    /// <summary>1 to 35.</summary>
    public required int BackupDays { get; init; }

    /// <summary>How long a node's own log is kept; it holds no statement and no value.</summary>
    public int LogDays { get; init; } = 90;

    /// <summary>The subnet group of the data subnets of three zones.</summary>
    public static CfnDBSubnetGroup SubnetsOf(Construct scope, IEnumerable<CfnSubnet> subnets) =>
        Kept(new CfnDBSubnetGroup(scope, "Subnets", new CfnDBSubnetGroupProps
        {
            DbSubnetGroupDescription = "Data subnets of three zones",
            SubnetIds = [.. subnets.Select(subnet => subnet.Ref)],
        }));

    public static CfnDBClusterParameterGroup ParametersOf(Construct scope) =>
        Kept(new CfnDBClusterParameterGroup(scope, "Parameters", new CfnDBClusterParameterGroupProps
        {
            Description = "What the nodes of Domicile are started with",
            Family = Engine.Family,
            Parameters = Engine.Parameters,
        }));

    /// <summary>Stays when its stack goes, as the clusters do that stand on it.</summary>
    private static T Kept<T>(T resource)
        where T : CfnResource
    {
        resource.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        return resource;
    }
}
