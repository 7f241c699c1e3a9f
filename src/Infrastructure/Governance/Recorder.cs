using Amazon.CDK;
using Amazon.CDK.AWS.Config;
using Amazon.CDK.AWS.IAM;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Governance;

/// <summary>
/// AWS Config's recorder in one site: what there is, and how it changed. An account may have a recorder already, of
/// which there is one in each AWS Region: the parameter says so, and ours is not made.
/// </summary>
internal static class Recorder
{
    private const string Service = "config.amazonaws.com";
    private const string Create = "create";

    public static void Make(Stack scope, SitePlan site)
    {
        var choice = new CfnParameter(scope, "ConfigRecorder", new CfnParameterProps
        {
            Type = "String",
            Default = Create,
            AllowedValues = [Create, "existing"],
            Description = "existing: the account's own recorder of this AWS Region is used",
        });
        var isOurs = new CfnCondition(scope, "RecorderIsOurs", new CfnConditionProps
        {
            Expression = Fn.ConditionEquals(choice.ValueAsString, Create),
        });
        Make(scope, site, isOurs);
    }

    private static void Make(Stack scope, SitePlan site, CfnCondition isOurs)
    {
        var account = site.Region.Account;
        var bucket = new EvidenceBucket(
            scope, "ConfigBucket", GovernanceNames.ConfigBucket(site), (Service, "aws:SourceAccount", account));
        var recorder = new CfnConfigurationRecorder(scope, "Recorder", new CfnConfigurationRecorderProps
        {
            // AWS's own role for it, which no boundary and no policy of ours can blind.
            RoleArn = $"arn:aws:iam::{account}:role/aws-service-role/{Service}/AWSServiceRoleForConfig",
            RecordingGroup = new CfnConfigurationRecorder.RecordingGroupProperty
            {
                AllSupported = true,
                IncludeGlobalResourceTypes = site.IsWriter,
            },
        });
        var channel = new CfnDeliveryChannel(scope, "Channel", new CfnDeliveryChannelProps
        {
            S3BucketName = bucket.Name,
            ConfigSnapshotDeliveryProperties = new CfnDeliveryChannel.ConfigSnapshotDeliveryPropertiesProperty
            {
                DeliveryFrequency = "TwentyFour_Hours",
            },
        });
        channel.AddDependency(bucket.Policy);
        recorder.CfnOptions.Condition = isOurs;
        channel.CfnOptions.Condition = isOurs;
        if (site.IsWriter)
        {
            var role = new CfnServiceLinkedRole(scope, "ConfigRole", new CfnServiceLinkedRoleProps
            {
                AwsServiceName = Service,
            });
            role.CfnOptions.Condition = isOurs;
            recorder.AddDependency(role);
        }
    }
}
