using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Operations;

/// <summary>
/// What AWS itself tells of a site - trouble of its own, fail-overs, drift, failed backups, keys about to go - sent to
/// the operators' bus of the world's account.
/// </summary>
internal static class SiteEvents
{
    private static readonly Dictionary<string, object> Pattern = new()
    {
        ["source"] = new[]
        {
            "aws.health", "aws.rds", "aws.config", "aws.backup", "aws.kms", "aws.ssm", "aws.guardduty",
            "aws.cloudwatch",
        },
        ["detail-type"] = new[]
        {
            "AWS Health Event", "RDS DB Cluster Event", "Config Rules Compliance Change", "Backup Job State Change",
            "KMS CMK Deletion", "EC2 Automation Execution Status-change Notification", "GuardDuty Finding",
            "CloudWatch Alarm State Change",
        },
    };

    public static void Make(WorldStack scope, WorldPlan world, SitePlan site)
    {
        var bus = OperationsNames.BusArn(world);
        var role = new CfnRole(scope, "EventsRole", new CfnRoleProps
        {
            AssumeRolePolicyDocument = Statement.Policy(
                RoleMaker.Service(site.Region.Account, "events.amazonaws.com")),
            Policies = new object[]
            {
                new CfnRole.PolicyProperty
                {
                    PolicyName = "tell-operators",
                    PolicyDocument = Statement.Policy(
                        new Statement("TellOperators") { Actions = ["events:PutEvents"], Resources = [bus] }),
                },
            },
        });
        var rule = new CfnRule(scope, "Events", new CfnRuleProps
        {
            Description = "What AWS tells of this site, to the operators of the world",
            EventPattern = Pattern,
            State = "ENABLED",
            Targets = new object[]
            {
                new CfnRule.TargetProperty { Id = "operators", Arn = bus, RoleArn = role.AttrArn },
            },
        });
        scope.TagUnknown(rule, "Events");
    }
}
