using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Identity.Grants;

/// <summary>
/// Accepts, in the accounts of regions, what their own hubs ask of one another: CloudFormation can ask and cannot
/// accept. The deployment looks first whether the region's own account asked.
/// </summary>
internal static class AccepterGrants
{
    public static IReadOnlyList<Statement> Of(RegionPlan region) =>
    [
        new("AcceptHubs")
        {
            Actions = ["ec2:AcceptTransitGatewayPeeringAttachment"],
            Resources =
            [
                .. region.Sites.Select(site =>
                    $"arn:aws:ec2:{site.Name}:{region.Account}:transit-gateway-attachment/*"),
            ],
        },
        new("SeeWhichHubsAsk")
        {
            Actions = ["ec2:DescribeTransitGatewayPeeringAttachments"],
            Conditions =
            [
                ("StringEquals", "aws:RequestedRegion", region.Sites.Select(site => site.Name).ToArray()),
            ],
        },
    ];
}
