using Domicile.Infrastructure.Identity.Grants;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Identity;

/// <summary>
/// The two roles by which a document can go before its time: an automation removes it, which one person starts, and
/// another person, who has another permission set, approves. Neither can do the other's part.
/// </summary>
internal static class RetentionRoles
{
    public static void Make(RoleMaker roles, RegionPlan region)
    {
        var bucket = new RegionArns(region).Bucket;
        roles.Make(
            "RetentionBypass",
            RoleNames.RetentionBypass(region.Name),
            RoleMaker.Service(region.Account, "ssm.amazonaws.com"),
            [
                new("RemoveBeforeTheEnd")
                {
                    Actions = ["s3:BypassGovernanceRetention", "s3:DeleteObjectVersion"],
                    Resources = [$"{bucket}/*"],
                },
            ]);
        roles.Make(
            "RetentionApprover",
            RoleNames.RetentionApprover(region.Name),
            RoleMaker.People(region.Account, "Approve"),
            [
                new("ApproveRemovals")
                {
                    Actions = ["ssm:GetAutomationExecution", "ssm:SendAutomationSignal"],
                    Resources = new RegionArns(region).InSites("ssm", "automation-execution/*"),
                },
            ]);
    }
}
