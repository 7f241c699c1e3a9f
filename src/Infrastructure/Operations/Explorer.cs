using Amazon.CDK.AWS.SSM;
using Constructs;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Operations;

/// <summary>
/// Gathers operational data of all AWS Regions, and of all accounts where there is an organization, for Systems
/// Manager's Explorer. Explorer itself is switched on by hand, once: docs/guides/operations.md says how.
/// </summary>
internal static class Explorer
{
    public static void Make(Construct scope, WorldPlan world)
    {
        var sites = world.Sites.Select(site => site.Name).Append(world.CentralSite).Distinct().ToArray();
        var isOrganized = world.Topology.Aws.Organization is not null;
        _ = new CfnResourceDataSync(scope, "Explorer", new CfnResourceDataSyncProps
        {
            SyncName = $"{world.Name}-explorer",
            SyncType = "SyncFromSource",
            SyncSource = new CfnResourceDataSync.SyncSourceProperty
            {
                SourceType = isOrganized ? "AwsOrganizations" : "SingleAccountMultiRegions",
                SourceRegions = sites,
                IncludeFutureRegions = false,
                AwsOrganizationsSource = isOrganized
                    ? new CfnResourceDataSync.AwsOrganizationsSourceProperty
                    {
                        OrganizationSourceType = "EntireOrganization",
                    }
                    : null,
            },
        });
    }
}
