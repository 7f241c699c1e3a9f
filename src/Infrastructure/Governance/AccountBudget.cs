using Amazon.CDK.AWS.Budgets;
using Domicile.Infrastructure.Stacks;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Governance;

/// <summary>What an account may cost a month. Mail goes out when it is nearly spent, or going to be.</summary>
internal static class AccountBudget
{
    private const double NearlyPercent = 80;
    private const double AllPercent = 100;

    /// <summary>Makes none where the topology names no sum or nobody to tell.</summary>
    public static void Make(WorldStack scope, AwsWorld aws)
    {
        if (aws.Budget is not { } sum || aws.Operators is not { } operators)
        {
            return;
        }

        var budget = new CfnBudget(scope, "Budget", new CfnBudgetProps
        {
            Budget = new CfnBudget.BudgetDataProperty
            {
                BudgetName = $"domicile-{scope.OfRegion}",
                BudgetType = "COST",
                TimeUnit = "MONTHLY",
                BudgetLimit = new CfnBudget.SpendProperty { Amount = sum, Unit = "USD" },
            },
            NotificationsWithSubscribers = new object[]
            {
                Mail("ACTUAL", NearlyPercent, operators),
                Mail("FORECASTED", AllPercent, operators),
            },
        });
        scope.TagUnknown(budget, "Budget", "ResourceTags");
    }

    private static CfnBudget.NotificationWithSubscribersProperty Mail(
        string kind, double percent, string address) => new()
    {
        Notification = new CfnBudget.NotificationProperty
        {
            NotificationType = kind,
            ComparisonOperator = "GREATER_THAN",
            Threshold = percent,
            ThresholdType = "PERCENTAGE",
        },
        Subscribers = new object[]
        {
            new CfnBudget.SubscriberProperty { SubscriptionType = "EMAIL", Address = address },
        },
    };
}
