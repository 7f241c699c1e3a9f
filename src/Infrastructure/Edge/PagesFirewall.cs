using Amazon.CDK.AWS.WAFv2;
using Constructs;

namespace Domicile.Infrastructure.Edge;

/// <summary>What the pages refuse before anything runs: AWS's lists of known attacks, and too many requests.</summary>
internal static class PagesFirewall
{
    /// <summary>Of one address in five minutes.</summary>
    private const int RequestsMax = 2_000;

    private static readonly string[] Lists =
    [
        "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesKnownBadInputsRuleSet",
    ];

    /// <returns>The ARN of the web ACL.</returns>
    public static string Add(Construct scope) => new CfnWebACL(scope, "Firewall", new CfnWebACLProps
    {
        Name = "domicile-pages",
        Scope = "CLOUDFRONT",
        DefaultAction = new CfnWebACL.DefaultActionProperty { Allow = new CfnWebACL.AllowActionProperty() },
        VisibilityConfig = Counted("domicile-pages"),
        Rules = (object[])[Rate(), .. Lists.Select(Managed)],
    }).AttrArn;

    private static CfnWebACL.RuleProperty Rate() => new()
    {
        Name = "TooManyRequests",
        Priority = 0,
        Action = new CfnWebACL.RuleActionProperty { Block = new CfnWebACL.BlockActionProperty() },
        Statement = new CfnWebACL.StatementProperty
        {
            RateBasedStatement = new CfnWebACL.RateBasedStatementProperty
            {
                AggregateKeyType = "IP",
                Limit = RequestsMax,
            },
        },
        VisibilityConfig = Counted("TooManyRequests"),
    };

    private static CfnWebACL.RuleProperty Managed(string list, int place) => new()
    {
        Name = list,
        Priority = place + 1,
        OverrideAction = new CfnWebACL.OverrideActionProperty { None = new Dictionary<string, object>() },
        Statement = new CfnWebACL.StatementProperty
        {
            ManagedRuleGroupStatement = new CfnWebACL.ManagedRuleGroupStatementProperty
            {
                VendorName = "AWS",
                Name = list,
            },
        },
        VisibilityConfig = Counted(list),
    };

    /// <summary>Counted, and without samples: they would keep visitors' addresses.</summary>
    private static CfnWebACL.VisibilityConfigProperty Counted(string name) => new()
    {
        MetricName = name,
        CloudWatchMetricsEnabled = true,
        SampledRequestsEnabled = false,
    };
}
