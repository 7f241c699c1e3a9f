using Constructs;
using Domicile.Infrastructure.Identity.Grants;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Identity;

/// <summary>The roles of the world's own account.</summary>
internal sealed class CentralIdentityStack : WorldStack
{
    public CentralIdentityStack(Construct scope, WorldPlan world)
        : base(scope, world, world.CentralSite, RoleNames.Room)
    {
        var roles = new RoleMaker(this, boundary: null);
        roles.Make(
            "Central",
            Names.CentralRole,
            RoleMaker.Service(world.Account, "lambda.amazonaws.com"),
            CentralGrants.Of(world));
        roles.Make(
            "CloudFormation",
            RoleNames.WorldCloudFormation,
            RoleMaker.Service(world.Account, "cloudformation.amazonaws.com"),
            [
                .. DeployerGrants.Worker(
                    world.Account, [.. world.Sites.Select(site => site.Name).Distinct()], "world", boundary: null),
                .. world.Topology.Aws.Organization is null ? Array.Empty<Statement>() : [SeeTheOrganization],
            ]);
        roles.Make(
            "Deployer",
            RoleNames.WorldDeployer,
            RoleMaker.People(world.Account, "Deploy"),
            [
                .. DeployerGrants.Starter(world.Account, "Domicile-world", RoleNames.WorldCloudFormation),
                new("EnterTheRegions")
                {
                    Actions = ["sts:AssumeRole", "sts:TagSession"],
                    Resources =
                    [
                        .. world.Regions.SelectMany(region => new[]
                        {
                            Names.RoleArn(region.Account, RoleNames.Deployer(region.Name)),
                            Names.RoleArn(region.Account, RoleNames.Accepter(region.Name)),
                        }),
                    ],
                },
            ]);
    }

    /// <summary>Config and Systems Manager ask as whoever deploys whether the account may gather.</summary>
    private static Statement SeeTheOrganization { get; } = new("SeeTheOrganization")
    {
        Actions =
        [
            "organizations:DescribeOrganization", "organizations:ListAWSServiceAccessForOrganization",
            "organizations:ListAccounts", "organizations:ListDelegatedAdministrators",
        ],
    };
}
