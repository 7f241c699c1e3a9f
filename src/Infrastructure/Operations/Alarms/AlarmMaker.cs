using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace Domicile.Infrastructure.Operations.Alarms;

/// <summary>Makes alarms that tell one topic, each with the page that says what to do.</summary>
/// <param name="scope">The stack.</param>
/// <param name="topic">The ARN of a topic of the same AWS Region.</param>
internal sealed class AlarmMaker(Construct scope, string topic)
{
    /// <param name="name">The alarm's name in its AWS Region.</param>
    /// <param name="plan">What it watches.</param>
    public CfnAlarm Make(string name, AlarmPlan plan)
    {
        var isPercentile = plan.Statistic[0] == 'p';
        return new CfnAlarm(scope, Id(plan.Name), new CfnAlarmProps
        {
            AlarmName = name,
            AlarmDescription = $"{plan.Meaning} Runbook: {plan.RunbookPath}",
            Namespace = plan.Namespace,
            MetricName = plan.Metric,
            Statistic = isPercentile ? null : plan.Statistic,
            ExtendedStatistic = isPercentile ? plan.Statistic : null,
            Dimensions = plan.Dimensions
                .Select(one => new CfnAlarm.DimensionProperty { Name = one.Name, Value = one.Value })
                .ToArray<object>(),
            ComparisonOperator = plan.IsLow ? "LessThanOrEqualToThreshold" : "GreaterThanOrEqualToThreshold",
            Threshold = plan.Threshold,
            Period = plan.PeriodSeconds,
            EvaluationPeriods = plan.Periods,
            TreatMissingData = plan.Silence,
            AlarmActions = [topic],
            OkActions = [topic],
        });
    }

    private static string Id(string name) =>
        string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + "Alarm";
}
