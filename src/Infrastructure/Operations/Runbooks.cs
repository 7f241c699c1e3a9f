using Amazon.CDK.AWS.SSM;
using Constructs;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Operations;

/// <summary>
/// Steps of the runbooks that people start by a name instead of typing: Systems Manager runs them with a role of their
/// own, and remembers who started which.
/// </summary>
internal static class Runbooks
{
    private const int MessagesPerSecond = 5;

    public static void Make(Construct scope, SitePlan site)
    {
        if (site.IsWriter)
        {
            Document(scope, site.Region, Redrive(site));
        }

        if (site.Region.Sites.Count > 1)
        {
            Document(scope, site.Region, Switchover(site.Region));
        }
    }

    private static Step Redrive(SitePlan site)
    {
        var region = site.Region.Name;
        return new Step("redrive", "Sends the dead letters of one queue back to it, a few a second.")
        {
            Parameters = new()
            {
                ["Queue"] = Choice(
                    "The queue whose dead letters are sent back",
                    Names.RegionQueue(region),
                    Names.WakeQueue(region),
                    Names.DocumentsQueue(region)),
            },
            Call = new()
            {
                ["Service"] = "sqs",
                ["Api"] = "StartMessageMoveTask",
                ["SourceArn"] = Names.QueueArn(site.Region.Account, site.Name, Names.DeadLetters("{{ Queue }}")),
                ["MaxNumberOfMessagesPerSecond"] = MessagesPerSecond,
            },
        };
    }

    private static Step Switchover(RegionPlan region) =>
        new("switchover", "Makes another site the writer of one node while the present one lives: nothing is lost.")
        {
            Parameters = new()
            {
                ["Node"] = Choice(
                    "The node's Global Database",
                    [.. NodePlan.Of(region).Select(node => Names.GlobalCluster(region.Name, node.Name))]),
                ["Target"] = new Dictionary<string, object>
                {
                    ["type"] = "String",
                    ["description"] = "The ARN of the cluster that becomes the writer",
                    ["allowedPattern"] = $"^arn:aws:rds:[a-z0-9-]+:{region.Account}:cluster:domicile-[a-z0-9-]+$",
                },
            },
            Call = new()
            {
                ["Service"] = "rds",
                ["Api"] = "SwitchoverGlobalCluster",
                ["GlobalClusterIdentifier"] = "{{ Node }}",
                ["TargetDbClusterIdentifier"] = "{{ Target }}",
            },
        };

    private static void Document(Construct scope, RegionPlan region, Step step) =>
        _ = new CfnDocument(scope, $"{char.ToUpperInvariant(step.Name[0])}{step.Name[1..]}", new CfnDocumentProps
        {
            Name = $"Domicile-{region.Name}-{step.Name}",
            DocumentType = "Automation",
            DocumentFormat = "JSON",
            UpdateMethod = "NewVersion",
            Content = new Dictionary<string, object>
            {
                ["schemaVersion"] = "0.3",
                ["description"] = step.Description,
                ["assumeRole"] = Names.RoleArn(region.Account, RoleNames.Automation(region.Name)),
                ["parameters"] = step.Parameters,
                ["mainSteps"] = new object[]
                {
                    new Dictionary<string, object>
                    {
                        ["name"] = step.Name,
                        ["action"] = "aws:executeAwsApi",
                        ["onFailure"] = "Abort",
                        ["isEnd"] = true,
                        ["inputs"] = step.Call,
                    },
                },
            },
        });

    private static Dictionary<string, object> Choice(string description, params string[] values) => new()
    {
        ["type"] = "String",
        ["description"] = description,
        ["allowedValues"] = values,
    };

    /// <summary>One call to AWS, with what whoever starts it chooses.</summary>
    private sealed record Step(string Name, string Description)
    {
        public required Dictionary<string, object> Parameters { get; init; }

        public required Dictionary<string, object> Call { get; init; }
    }
}
