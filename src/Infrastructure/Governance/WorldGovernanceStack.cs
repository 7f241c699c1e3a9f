using Amazon.CDK.AWS.Config;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Governance;

/// <summary>
/// The world's trail and budget, and the one place that shows what Config sees in all accounts and AWS Regions.
/// </summary>
internal sealed class WorldGovernanceStack : WorldStack
{
    public WorldGovernanceStack(Construct scope, WorldPlan world)
        : base(scope, world, world.CentralSite, GovernanceStack.Room)
    {
        var sites = world.Sites.Select(site => site.Name).Append(world.CentralSite).Distinct().ToArray();
        Trail.Make(this, world.Account, World, sites);
        AccountBudget.Make(this, world.Topology.Aws);
        Aggregate(world, sites);
    }

    private void Aggregate(WorldPlan world, string[] sites)
    {
        var isOrganized = world.Topology.Aws.Organization is not null;
        _ = new CfnConfigurationAggregator(this, "Aggregator", new CfnConfigurationAggregatorProps
        {
            ConfigurationAggregatorName = $"domicile-{world.Name}",
            OrganizationAggregationSource = isOrganized
                ? new CfnConfigurationAggregator.OrganizationAggregationSourceProperty
                {
                    AwsRegions = sites,
                    RoleArn = Reader(world).AttrArn,
                }
                : null,
            AccountAggregationSources = isOrganized
                ? null
                : new object[]
                {
                    new CfnConfigurationAggregator.AccountAggregationSourceProperty
                    {
                        AccountIds = [.. world.Regions.Select(region => region.Account).Distinct()],
                        AwsRegions = sites,
                    },
                },
        });
    }

    private CfnRole Reader(WorldPlan world) => new(this, "AggregatorRole", new CfnRoleProps
    {
        AssumeRolePolicyDocument = Statement.Policy(RoleMaker.Service(world.Account, "config.amazonaws.com")),
        Policies = new object[]
        {
            new CfnRole.PolicyProperty
            {
                PolicyName = "see-accounts",
                PolicyDocument = Statement.Policy(new Statement("SeeAccounts")
                {
                    Actions =
                    [
                        "organizations:DescribeOrganization", "organizations:ListAWSServiceAccessForOrganization",
                        "organizations:ListAccounts", "organizations:ListDelegatedAdministrators",
                    ],
                }),
            },
        },
    });
}
