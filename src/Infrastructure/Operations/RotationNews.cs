using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Operations.Alarms;
using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Operations;

/// <summary>
/// What Secrets Manager says of a rotation that did not come to its end, by CloudTrail: a mail that names the secret,
/// and a figure for an alarm. A rotation that never begins says nothing: AWS Config looks for those
/// (<c>secrets-turned</c>).
/// </summary>
internal static class RotationNews
{
    private const string Page = "rotation";

    private static readonly Dictionary<string, object> Pattern = new()
    {
        ["source"] = new[] { "aws.secretsmanager" },
        ["detail-type"] = new[] { "AWS Service Event via CloudTrail" },
        ["detail"] = new Dictionary<string, object> { ["eventName"] = new[] { "RotationFailed", "RotationAbandoned" } },
    };

    /// <param name="owner">A region's name, or the world's.</param>
    public static AlarmPlan Alarm(string owner) => new("rotation-failed", Page)
    {
        Namespace = "AWS/Events",
        Metric = "TriggeredRules",
        Dimensions = [("RuleName", OperationsNames.RotationRule(owner))],
        Statistic = "Sum",
        PeriodSeconds = 300,
        Periods = 1,
        Threshold = 1,
        Meaning = $"A password of {owner} was not rotated; servers go on with the one that they have.",
    };

    /// <param name="scope">The stack.</param>
    /// <param name="topic">The ARN of the operators' topic in the same AWS Region.</param>
    public static void Make(WorldStack scope, string topic)
    {
        var rule = new CfnRule(scope, "RotationFailed", new CfnRuleProps
        {
            Name = OperationsNames.RotationRule(scope.OfRegion),
            Description = "Rotations of secrets that did not come to their end, to the operators",
            EventPattern = Pattern,
            State = "ENABLED",
            Targets = new object[]
            {
                new CfnRule.TargetProperty
                {
                    Id = "mail",
                    Arn = topic,
                    RoleArn = Teller(scope, topic).AttrArn,
                    InputTransformer = new CfnRule.InputTransformerProperty
                    {
                        InputPathsMap = new Dictionary<string, string>
                        {
                            ["name"] = "$.detail.eventName",
                            ["secret"] = "$.detail.additionalEventData.SecretId",
                            ["time"] = "$.time",
                        },
                        InputTemplate = $"\"<time> <name>: <secret>. Runbook: docs/guides/runbooks/{Page}.md\"",
                    },
                },
            },
        });
        scope.TagUnknown(rule, "RotationFailed");
    }

    private static CfnRole Teller(WorldStack scope, string topic) => new(scope, "RotationFailedRole", new CfnRoleProps
    {
        AssumeRolePolicyDocument = Statement.Policy(RoleMaker.Service(scope.Account, "events.amazonaws.com")),
        Policies = new object[]
        {
            new CfnRole.PolicyProperty
            {
                PolicyName = "tell-operators",
                PolicyDocument = Statement.Policy(
                    new Statement("TellOperators") { Actions = ["sns:Publish"], Resources = [topic] }),
            },
        },
    });
}
