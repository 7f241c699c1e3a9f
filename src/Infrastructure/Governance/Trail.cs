using Amazon.CDK;
using Amazon.CDK.AWS.CloudTrail;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Operations.Alarms;
using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Governance;

/// <summary>
/// Who did what in an account, in all AWS Regions: log files that can be checked, in a bucket of their own, and a
/// figure that counts changes where nothing of ours is.
/// </summary>
internal static class Trail
{
    private const int LogDays = 90;

    /// <param name="scope">The stack.</param>
    /// <param name="account">Whose trail it is.</param>
    /// <param name="owner">A region's name, or the world's.</param>
    /// <param name="sites">The AWS Regions in which changes are expected.</param>
    public static void Make(Stack scope, string account, string owner, IReadOnlyList<string> sites)
    {
        var name = GovernanceNames.Trail(owner);
        var bucket = new EvidenceBucket(
            scope,
            "TrailBucket",
            GovernanceNames.TrailBucket(owner, account),
            ("cloudtrail.amazonaws.com", "aws:SourceArn", $"arn:aws:cloudtrail:{scope.Region}:{account}:trail/{name}"));
        var log = new CfnLogGroup(scope, "TrailLog", new CfnLogGroupProps
        {
            LogGroupName = $"/domicile/{owner}/trail",
            RetentionInDays = LogDays,
        });
        var trail = new CfnTrail(scope, "Trail", new CfnTrailProps
        {
            TrailName = name,
            IsLogging = true,
            IsMultiRegionTrail = true,
            IncludeGlobalServiceEvents = true,
            EnableLogFileValidation = true,
            S3BucketName = bucket.Name,
            CloudWatchLogsLogGroupArn = log.AttrArn,
            CloudWatchLogsRoleArn = Writer(scope, account, log).AttrArn,
        });
        trail.AddDependency(bucket.Policy);
        _ = new CfnMetricFilter(scope, "ForeignChanges", new CfnMetricFilterProps
        {
            LogGroupName = log.Ref,
            FilterPattern = Pattern(sites),
            MetricTransformations = new object[]
            {
                new CfnMetricFilter.MetricTransformationProperty
                {
                    MetricNamespace = Figures.Namespace,
                    MetricName = Figures.ForeignChanges,
                    MetricValue = "1",
                },
            },
        });
    }

    /// <summary>
    /// A change that was not refused, in a Region that is neither a site nor the one of global services. A message to
    /// another region's queue is none: the trail has no events of data. Nor is signing in, which AWS books wherever the
    /// page came from.
    /// </summary>
    private static string Pattern(IReadOnlyList<string> sites)
    {
        var elsewhere = sites.Append(Guardrails.GlobalSite).Distinct().Select(site => $"($.awsRegion != \"{site}\")");
        string[] changes =
        [
            "($.readOnly IS FALSE)", "($.errorCode NOT EXISTS)", "($.eventSource != \"signin.amazonaws.com\")",
        ];
        return $"{{ {string.Join(" && ", [.. changes, .. elsewhere])} }}";
    }

    private static CfnRole Writer(Construct scope, string account, CfnLogGroup log) =>
        new(scope, "TrailRole", new CfnRoleProps
        {
            AssumeRolePolicyDocument = Statement.Policy(RoleMaker.Service(account, "cloudtrail.amazonaws.com")),
            Policies = new object[]
            {
                new CfnRole.PolicyProperty
                {
                    PolicyName = "write-trail",
                    PolicyDocument = Statement.Policy(new Statement("WriteTheTrail")
                    {
                        Actions = ["logs:CreateLogStream", "logs:PutLogEvents"],
                        Resources = [log.AttrArn],
                    }),
                },
            },
        });
}
