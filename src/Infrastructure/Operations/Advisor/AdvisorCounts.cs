using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Operations.Advisor;

/// <summary>
/// Counts Trusted Advisor's checks of one account, three times a day, for the world's dashboard. Its code is
/// <c>advisor.js</c>, which needs nothing but node.
/// </summary>
internal static class AdvisorCounts
{
    /// <summary>Current until April 2028.</summary>
    private const string Runtime = "nodejs24.x";

    private const int Seconds = 60;
    private const int Megabytes = 128;
    private const int LogDays = 30;

    /// <param name="scope">The stack.</param>
    /// <param name="account">Whose checks are counted.</param>
    /// <param name="owner">A region's name, or the world's.</param>
    public static void Make(WorldStack scope, string account, string owner)
    {
        var name = $"domicile-{owner}-advisor";
        var log = new CfnLogGroup(scope, "AdvisorLog", new CfnLogGroupProps
        {
            LogGroupName = $"/aws/lambda/{name}",
            RetentionInDays = LogDays,
        });
        var role = Role(scope, account, log);
        var function = new CfnFunction(scope, "Advisor", new CfnFunctionProps
        {
            FunctionName = name,
            Description = "Counts Trusted Advisor's checks by their state",
            Runtime = Runtime,
            Handler = "index.handler",
            Code = new CfnFunction.CodeProperty { ZipFile = Code() },
            Role = role.AttrArn,
            Timeout = Seconds,
            MemorySize = Megabytes,
            Architectures = ["arm64"],
            ReservedConcurrentExecutions = 1,
            LoggingConfig = new CfnFunction.LoggingConfigProperty { LogGroup = log.Ref },
        });
        var rule = new CfnRule(scope, "AdvisorTimes", new CfnRuleProps
        {
            Description = "When Trusted Advisor's checks are counted",
            ScheduleExpression = "rate(8 hours)",
            State = "ENABLED",
            Targets = new object[] { new CfnRule.TargetProperty { Id = "count", Arn = function.AttrArn } },
        });
        scope.TagUnknown(rule, "AdvisorTimes");
        _ = new CfnPermission(scope, "AdvisorMayRun", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            FunctionName = function.Ref,
            Principal = "events.amazonaws.com",
            SourceArn = rule.AttrArn,
        });
    }

    private static CfnRole Role(Construct scope, string account, CfnLogGroup log) =>
        new(scope, "AdvisorRole", new CfnRoleProps
        {
            AssumeRolePolicyDocument = Statement.Policy(RoleMaker.Service(account, "lambda.amazonaws.com")),
            Policies = new object[]
            {
                new CfnRole.PolicyProperty
                {
                    PolicyName = "count-checks",
                    PolicyDocument = Statement.Policy(
                        new Statement("CountChecks")
                        {
                            Actions =
                            [
                                "support:DescribeTrustedAdvisorCheckSummaries", "support:DescribeTrustedAdvisorChecks",
                            ],
                        },
                        new Statement("WriteCounts")
                        {
                            Actions = ["logs:CreateLogStream", "logs:PutLogEvents"],
                            Resources = [log.AttrArn],
                        }),
                },
            },
        });

    private static string Code()
    {
        using var stream = typeof(AdvisorCounts).Assembly.GetManifestResourceStream("advisor.js")
            ?? throw new InvalidOperationException("advisor.js is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
