using Amazon.CDK.AWS.Config;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Governance;

/// <summary>
/// What keeps evidence of one site, and sees drift; in the writer site also the account's trail and its budget.
/// </summary>
internal sealed class GovernanceStack : WorldStack
{
    public const string Room = "Governance";

    public GovernanceStack(Construct scope, WorldPlan world, SitePlan site)
        : base(scope, site, Room)
    {
        var region = site.Region;
        Recorder.Make(this, site);
        if (region.Account != world.Account)
        {
            _ = new CfnAggregationAuthorization(this, "WorldMayLook", new CfnAggregationAuthorizationProps
            {
                AuthorizedAccountId = world.Account,
                AuthorizedAwsRegion = world.CentralSite,
            });
        }

        if (site.IsWriter)
        {
            Trail.Make(this, region.Account, region.Name, [.. region.Sites.Select(one => one.Name)]);
            AccountBudget.Make(this, world.Topology.Aws);
        }
        else
        {
            // The role that Config has in an account is made there.
            StandsAfter(NameOf(region.WriterSite, Room));
        }
    }
}
