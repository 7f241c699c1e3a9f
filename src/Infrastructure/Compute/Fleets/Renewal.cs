using System.Text.Json;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Scheduler;
using Domicile.Infrastructure.Stacks;
using Statement = Domicile.Infrastructure.Stacks.Statement;

namespace Domicile.Infrastructure.Compute.Fleets;

/// <summary>
/// Replaces a fleet's instances every week, one after the other, so that each runs the newest image of its operating
/// system. What cannot wait for that is patched in place by Systems Manager.
/// </summary>
internal static class Renewal
{
    private const string WeeklyAtNight = "cron(30 3 ? * TUE *)";

    public static void Add(WorldStack stack, Fleet fleet)
    {
        var place = $"{stack.Region}:{stack.Account}";
        var role = new CfnRole(stack, $"{fleet.Id}RenewalRole", new CfnRoleProps
        {
            RoleName = $"{fleet.Name}-{stack.Region}-renewal",
            AssumeRolePolicyDocument = Statement.Policy(new Statement("Scheduler")
            {
                Principal = Statement.Service("scheduler.amazonaws.com"),
                Actions = ["sts:AssumeRole"],
                Resources = [],
                Conditions = [("StringEquals", "aws:SourceAccount", stack.Account)],
            }),
            Policies = new object[]
            {
                new CfnRole.PolicyProperty
                {
                    PolicyName = "renew",
                    PolicyDocument = Statement.Policy(new Statement("Renew")
                    {
                        Actions = ["autoscaling:StartInstanceRefresh"],
                        Resources =
                            [$"arn:aws:autoscaling:{place}:autoScalingGroup:*:autoScalingGroupName/{fleet.Name}"],
                    }),
                },
            },
        });
        _ = new CfnSchedule(stack, $"{fleet.Id}Renewal", new CfnScheduleProps
        {
            Name = $"{fleet.Name}-renewal",
            ScheduleExpression = WeeklyAtNight,
            FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "OFF" },
            Target = new CfnSchedule.TargetProperty
            {
                Arn = "arn:aws:scheduler:::aws-sdk:autoscaling:startInstanceRefresh",
                RoleArn = role.AttrArn,
                Input = JsonSerializer.Serialize(new
                {
                    AutoScalingGroupName = fleet.Name,
                    Preferences = new { MinHealthyPercentage = 100, MaxHealthyPercentage = 110, SkipMatching = false },
                }),
            },
        });
    }
}
