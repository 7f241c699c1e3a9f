using Amazon.CDK.AWS.ElasticLoadBalancingV2;

namespace Domicile.Infrastructure.Compute;

/// <summary>Where a load balancer stands, and whom it calls.</summary>
/// <param name="IsPublic">False when only the region's own networks reach it.</param>
/// <param name="Subnets">Ids, one a zone.</param>
/// <param name="Group">Id of the security group.</param>
/// <param name="Targets">Whom it calls.</param>
internal sealed record LoadBalancerPlace(bool IsPublic, string[] Subnets, string Group, CfnTargetGroup Targets);
