using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Identity.Grants;

/// <summary>What the function that feeds the central database may do: figures in, acknowledgements out.</summary>
internal static class CentralGrants
{
    public static IReadOnlyList<Statement> Of(WorldPlan world)
    {
        var site = world.CentralSite;
        var central = Names.QueueArn(world.Account, site, Names.CentralQueue);
        return
        [
            new("ReadTheTopology")
            {
                Actions = ["ssm:GetParameter"],
                Resources = [Arn(world, "ssm", $"parameter{Names.TopologyParameter}")],
            },
            new("FindTheCentralNode")
            {
                Actions = ["ssm:GetParameter", "ssm:GetParametersByPath"],
                Resources = [Arn(world, "ssm", "parameter/domicile/central/nodes/*")],
            },
            new("EnterTheCentralNode")
            {
                Actions = ["secretsmanager:GetSecretValue"],
                Resources = [Arn(world, "secretsmanager", "secret:domicile/central/server-??????")],
            },
            new("TakeFigures")
            {
                Actions =
                [
                    "sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl",
                    "sqs:ReceiveMessage",
                ],
                Resources = [central],
            },
            new("TellRegionsWhatTheCentreHas")
            {
                Actions = ["sqs:GetQueueUrl", "sqs:SendMessage"],
                Resources =
                [
                    .. world.Regions.Select(region =>
                        new RegionArns(region).Queue(Names.RegionQueue(region.Name))),
                ],
            },
            .. Telling(world),
        ];
    }

    private static IEnumerable<Statement> Telling(WorldPlan world) =>
    [
        new("WriteLogs")
        {
            Actions = ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resources =
            [
                Arn(world, "logs", "log-group:/domicile/central/*"),
                Arn(world, "logs", "log-group:/aws/lambda/domicile-central*"),
            ],
        },
        HostGrants.WriteMetrics,
        .. HostGrants.Network,
    ];

    private static string Arn(WorldPlan world, string service, string thing) =>
        $"arn:aws:{service}:{world.CentralSite}:{world.Account}:{thing}";
}
