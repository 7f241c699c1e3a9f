using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Identity.Grants;

/// <summary>What the steps of runbooks may do: send dead letters back, and change a node's writer site.</summary>
internal static class AutomationGrants
{
    public static IReadOnlyList<Statement> Of(RegionPlan region)
    {
        var arns = new RegionArns(region);
        string[] queues =
        [
            Names.RegionQueue(region.Name), Names.WakeQueue(region.Name), Names.DocumentsQueue(region.Name),
        ];
        return
        [
            new("SendDeadLettersBack")
            {
                Actions =
                [
                    "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:StartMessageMoveTask",
                ],
                Resources = [.. queues.Select(queue => arns.Queue(Names.DeadLetters(queue)))],
            },
            new("IntoTheirQueue") { Actions = ["sqs:SendMessage"], Resources = [.. queues.Select(arns.Queue)] },
            new("ChangeTheWriterSite")
            {
                Actions = ["rds:SwitchoverGlobalCluster"],
                Resources =
                [
                    $"arn:aws:rds::{region.Account}:global-cluster:domicile-{region.Name}-*",
                    .. arns.InSites("rds", $"cluster:domicile-{region.Name}-*"),
                ],
            },
        ];
    }
}
