using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Constructs;

namespace Domicile.Infrastructure.Compute;

/// <summary>Target groups: whom a load balancer calls, and how it knows who answers.</summary>
internal static class ServerTargets
{
    /// <summary>Above a request's longest time, so that a server that goes answers what it has begun.</summary>
    private const string DrainSeconds = "60";

    /// <summary>Instances that answer on a port.</summary>
    public static CfnTargetGroup Instances(Construct scope, string id, string network, int port) =>
        new(scope, id, new CfnTargetGroupProps
        {
            VpcId = network,
            TargetType = "instance",
            Protocol = "HTTP",
            Port = port,
            HealthCheckProtocol = "HTTP",
            HealthCheckPath = "/health/ready",
            HealthCheckIntervalSeconds = 10,
            HealthCheckTimeoutSeconds = 5,
            HealthyThresholdCount = 2,
            UnhealthyThresholdCount = 3,
            Matcher = new CfnTargetGroup.MatcherProperty { HttpCode = "200" },
            TargetGroupAttributes = new object[]
            {
                new CfnTargetGroup.TargetGroupAttributeProperty
                {
                    Key = "deregistration_delay.timeout_seconds",
                    Value = DrainSeconds,
                },
            },
        });

    /// <summary>A function, which is called and not connected to.</summary>
    public static CfnTargetGroup Function(Construct scope, string id, string function) =>
        new(scope, id, new CfnTargetGroupProps
        {
            TargetType = "lambda",
            Targets = new object[] { new CfnTargetGroup.TargetDescriptionProperty { Id = function } },
            TargetGroupAttributes = new object[]
            {
                new CfnTargetGroup.TargetGroupAttributeProperty
                {
                    Key = "lambda.multi_value_headers.enabled",
                    Value = "true",
                },
            },
        });
}
