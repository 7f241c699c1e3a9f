using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Lambda;
using Domicile.Infrastructure.Compute.Limits;
using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Compute.Functions;

/// <summary>
/// What calls a function that takes events: queues, and the clock. A call that fails leaves all of its messages in the
/// queue; the server deletes what it has done by itself.
/// </summary>
internal static class EventDoors
{
    /// <summary>Has a function called with the messages of a queue.</summary>
    /// <param name="function">What is called; its logical id begins the mapping's.</param>
    /// <param name="name">The queue's part of the logical id.</param>
    /// <param name="queue">The queue's ARN.</param>
    /// <param name="concurrency">How many calls at once for this queue, 2 or more.</param>
    public static void OpenQueue(CfnFunction function, string name, string queue, int concurrency) =>
        _ = new CfnEventSourceMapping(function.Stack, $"{function.Node.Id}{name}", new CfnEventSourceMappingProps
        {
            FunctionName = function.Ref,
            EventSourceArn = queue,
            BatchSize = FunctionTimes.BatchSize,
            ScalingConfig = new CfnEventSourceMapping.ScalingConfigProperty { MaximumConcurrency = concurrency },
        });

    /// <summary>Has a function called each minute: what a lost wake message left is done then.</summary>
    public static void OpenClock(CfnFunction function)
    {
        var id = $"{function.Node.Id}EachMinute";
        var clock = new CfnRule(function.Stack, id, new CfnRuleProps
        {
            Description = "Runs every pass of the region",
            ScheduleExpression = "rate(1 minute)",
            State = "ENABLED",
            Targets = new object[] { new CfnRule.TargetProperty { Id = "workers", Arn = function.AttrArn } },
        });
        ((WorldStack)function.Stack).TagUnknown(clock, function.Node.Id);
        _ = new CfnPermission(function.Stack, $"{id}Call", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            FunctionName = function.Ref,
            Principal = "events.amazonaws.com",
            SourceArn = clock.AttrArn,
        });

        // The next minute comes by itself: a second try of this one would only run beside it.
        _ = new CfnEventInvokeConfig(function.Stack, $"{id}Once", new CfnEventInvokeConfigProps
        {
            FunctionName = function.Ref,
            Qualifier = "$LATEST",
            MaximumRetryAttempts = 0,
            MaximumEventAgeInSeconds = 60,
        });
    }
}
