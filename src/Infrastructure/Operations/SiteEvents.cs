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
    /// <summary>
    /// What somebody should read, and nothing that is well: a finished backup or the alarms by which a fleet grows
    /// would bury it.
    /// </summary>
    private static readonly Dictionary<string, object>[] Worth =
    [
        Of("aws.health", "AWS Health Event"),
        Of("aws.guardduty", "GuardDuty Finding"),
        Of("aws.ssm", "EC2 Automation Execution Status-change Notification"),
        Of("aws.kms", "KMS CMK Deletion"),
        Of("aws.kms", "AWS API Call via CloudTrail", ("eventName", Any("ScheduleKeyDeletion", "DisableKey"))),
        Of("aws.rds", "RDS DB Cluster Event", (
            "EventCategories", Any("deletion", "failover", "failure", "global-failover"))),
        Of("aws.config", "Config Rules Compliance Change", (
            "newEvaluationResult", Only("complianceType", Any("NON_COMPLIANT")))),
        Of("aws.backup", "Backup Job State Change", ("state", Any("ABORTED", "EXPIRED", "FAILED"))),
        Of("aws.backup", "Copy Job State Change", ("state", Any("FAILED"))),
        Of(
            "aws.cloudwatch",
            "CloudWatch Alarm State Change",
            ("alarmName", new object[] { Only("prefix", "domicile-") }),
            ("state", Only("value", Any("ALARM")))),
    ];

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
            EventPattern = new Dictionary<string, object> { ["$or"] = Worth },
            State = "ENABLED",
            Targets = new object[]
            {
                new CfnRule.TargetProperty { Id = "operators", Arn = bus, RoleArn = role.AttrArn },
            },
        });
        scope.TagUnknown(rule, "Events");
    }

    private static Dictionary<string, object> Of(
        string source, string type, params (string Name, object Values)[] detail)
    {
        var pattern = new Dictionary<string, object> { ["source"] = Any(source), ["detail-type"] = Any(type) };
        if (detail.Length > 0)
        {
            pattern["detail"] = detail.ToDictionary(one => one.Name, one => one.Values);
        }

        return pattern;
    }

    private static Dictionary<string, object> Only(string name, object value) => new() { [name] = value };

    private static string[] Any(params string[] values) => values;
}
