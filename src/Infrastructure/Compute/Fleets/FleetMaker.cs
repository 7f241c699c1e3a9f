using Amazon.CDK;
using Amazon.CDK.AWS.AutoScaling;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Domicile.Infrastructure.Compute.Limits;
using Domicile.Infrastructure.Stacks;
using TemplateSpecificationProperty =
    Amazon.CDK.AWS.AutoScaling.CfnAutoScalingGroup.LaunchTemplateSpecificationProperty;

namespace Domicile.Infrastructure.Compute.Fleets;

/// <summary>
/// Makes a fleet: a template of an instance, the group that keeps as many as it should, and its renewal.
/// </summary>
internal static class FleetMaker
{
    private const int ProcessorPercent = 60;

    /// <summary>How long an instance may take from its start to its first answer.</summary>
    private const int StartSeconds = 300;

    private const string StartTime = "PT10M";

    /// <summary>The same, for the group.</summary>
    private const int HookSeconds = 600;

    /// <summary>What an instance ends when its server answers; the name stands in the instance's own script.</summary>
    public const string Hook = "until-it-answers";

    /// <summary>
    /// A new instance counts only when its server lives: one that never does, for its image or its system is broken,
    /// goes again, and a renewal takes no old one away for it.
    /// </summary>
    private static CfnAutoScalingGroup.LifecycleHookSpecificationProperty UntilItAnswers => new()
    {
        LifecycleHookName = Hook,
        LifecycleTransition = "autoscaling:EC2_INSTANCE_LAUNCHING",
        HeartbeatTimeout = HookSeconds,
        DefaultResult = "ABANDON",
    };

    public static CfnAutoScalingGroup Make(WorldStack stack, Fleet fleet)
    {
        var profile = new CfnInstanceProfile(stack, $"{fleet.Id}Profile", new CfnInstanceProfileProps
        {
            Roles = [fleet.Role],
        });
        var template = Template(stack, fleet, profile);
        var group = new CfnAutoScalingGroup(stack, $"{fleet.Id}Fleet", new CfnAutoScalingGroupProps
        {
            AutoScalingGroupName = fleet.Name,
            MinSize = $"{fleet.Min}",
            MaxSize = $"{fleet.Max}",
            VpcZoneIdentifier = fleet.Subnets,
            TargetGroupArns = fleet.Targets,

            // What a load balancer finds unready is not mended by a new instance when it is a data node that is away:
            // then every instance would be replaced, again and again. A server that hangs is restarted on its instance.
            HealthCheckType = "EC2",
            HealthCheckGracePeriod = StartSeconds,
            DefaultInstanceWarmup = StartSeconds,
            NewInstancesProtectedFromScaleIn = false,
            LifecycleHookSpecificationList = fleet.Signals ? new object[] { UntilItAnswers } : null,
            LaunchTemplate = new TemplateSpecificationProperty
            {
                LaunchTemplateId = template.Ref,
                Version = template.AttrLatestVersionNumber,
            },
            MetricsCollection = new object[]
            {
                new CfnAutoScalingGroup.MetricsCollectionProperty { Granularity = "1Minute" },
            },
        });
        group.CfnOptions.UpdatePolicy = OneByOne(fleet);
        if (fleet.Signals)
        {
            group.CfnOptions.CreationPolicy = new CfnCreationPolicy
            {
                ResourceSignal = new CfnResourceSignal { Count = fleet.Min, Timeout = StartTime },
            };
        }

        if (fleet.Max > fleet.Min && fleet.Targets.Length > 0)
        {
            GrowWithWork(stack, fleet, group);
        }

        Renewal.Add(stack, fleet);
        return group;
    }

    private static CfnLaunchTemplate Template(WorldStack stack, Fleet fleet, CfnInstanceProfile profile) =>
        new(stack, $"{fleet.Id}Template", new CfnLaunchTemplateProps
        {
            LaunchTemplateData = new CfnLaunchTemplate.LaunchTemplateDataProperty
            {
                // The newest image on the day that an instance starts: a renewed instance is a patched one.
                ImageId = $"resolve:ssm:{fleet.SystemImage}",
                InstanceType = FleetPlan.Instance,
                IamInstanceProfile = new CfnLaunchTemplate.IamInstanceProfileProperty { Arn = profile.AttrArn },
                SecurityGroupIds = fleet.Groups,
                UserData = fleet.UserData,
                MetadataOptions = new CfnLaunchTemplate.MetadataOptionsProperty
                {
                    HttpTokens = "required",
                    HttpEndpoint = "enabled",
                    HttpPutResponseHopLimit = 1,
                },
                Monitoring = new CfnLaunchTemplate.MonitoringProperty { Enabled = true },
                BlockDeviceMappings = new object[]
                {
                    new CfnLaunchTemplate.BlockDeviceMappingProperty
                    {
                        DeviceName = "/dev/xvda",
                        Ebs = new CfnLaunchTemplate.EbsProperty
                        {
                            VolumeType = "gp3",
                            VolumeSize = fleet.VolumeSize,
                            Encrypted = true,
                            DeleteOnTermination = true,
                        },
                    },
                },
                TagSpecifications = new object[]
                {
                    new CfnLaunchTemplate.TagSpecificationProperty
                    {
                        ResourceType = "volume",
                        Tags = stack.Labels,
                    },
                },
            },
            TagSpecifications = new object[]
            {
                new CfnLaunchTemplate.LaunchTemplateTagSpecificationProperty
                {
                    ResourceType = "launch-template",
                    Tags = stack.Labels,
                },
            },
        });

    /// <summary>A new image or setting replaces one instance after the other.</summary>
    private static CfnUpdatePolicy OneByOne(Fleet fleet) => new()
    {
        AutoScalingRollingUpdate = new CfnAutoScalingRollingUpdate
        {
            MinInstancesInService = fleet.Min - 1,
            MaxBatchSize = 1,
            PauseTime = StartTime,
            WaitOnResourceSignals = fleet.Signals,
            SuspendProcesses =
                ["HealthCheck", "ReplaceUnhealthy", "AZRebalance", "AlarmNotification", "ScheduledActions"],
        },
    };

    private static void GrowWithWork(WorldStack stack, Fleet fleet, CfnAutoScalingGroup group) =>
        _ = new CfnScalingPolicy(stack, $"{fleet.Id}Growth", new CfnScalingPolicyProps
        {
            AutoScalingGroupName = group.Ref,
            PolicyType = "TargetTrackingScaling",
            TargetTrackingConfiguration = new CfnScalingPolicy.TargetTrackingConfigurationProperty
            {
                TargetValue = ProcessorPercent,
                PredefinedMetricSpecification = new CfnScalingPolicy.PredefinedMetricSpecificationProperty
                {
                    PredefinedMetricType = "ASGAverageCPUUtilization",
                },
            },
        });
}
