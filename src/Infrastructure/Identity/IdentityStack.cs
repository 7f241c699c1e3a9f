using Amazon.CDK.AWS.IAM;
using Constructs;
using Domicile.Infrastructure.Identity.Grants;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Identity;

/// <summary>
/// The roles of one region, for all of its sites: IAM is one for an account. An administrator deploys it first; every
/// other stack comes by the deployer that it makes.
/// </summary>
internal sealed class IdentityStack : WorldStack
{
    public IdentityStack(Construct scope, WorldPlan world, RegionPlan region)
        : base(scope, region.WriterSite, RoleNames.Room)
    {
        var boundary = new CfnManagedPolicy(this, "Boundary", new CfnManagedPolicyProps
        {
            ManagedPolicyName = RoleNames.Boundary(region.Name),
            Description = $"What no role of {region.Name} can exceed",
            PolicyDocument = Statement.Policy(Boundary.Of(region)),
        });
        var bounded = new RoleMaker(this, boundary.Ref);
        var compute = RoleMaker.Compute(region.Account);
        bounded.Make("Api", Names.ServerRole(region.Name, "api"), compute, ServerGrants.Api(region));
        bounded.Make("Workers", Names.ServerRole(region.Name, "workers"), compute, ServerGrants.Workers(world, region));
        bounded.Make(
            "Migrations", Names.ServerRole(region.Name, "migrations"), compute, ServerGrants.Migrations(region));
        bounded.Make(
            "Automation",
            RoleNames.Automation(region.Name),
            RoleMaker.Service(region.Account, "ssm.amazonaws.com"),
            AutomationGrants.Of(region));
        bounded.Make(
            "Operators",
            Names.ServerRole(region.Name, "operators"),
            RoleMaker.People(region.Account, "Operate"),
            OperatorGrants.OfClusters(region));

        var free = new RoleMaker(this, boundary: null);
        free.Make(
            "CloudFormation",
            RoleNames.CloudFormation(region.Name),
            RoleMaker.Service(region.Account, "cloudformation.amazonaws.com"),
            DeployerGrants.Worker(
                region.Account, new RegionArns(region).Sites, region.Name, RoleNames.BoundaryArn(region)));
        free.Make(
            "Deployer",
            RoleNames.Deployer(region.Name),
            FromTheWorld(world),
            DeployerGrants.Starter(
                region.Account, $"Domicile-{region.Name}", RoleNames.CloudFormation(region.Name)));
        if (region.Sites.Count > 1 && region.Topology.Aws.Joining == Joining.TransitGateway)
        {
            bounded.Make("Accepter", RoleNames.Accepter(region.Name), FromTheWorld(world), AccepterGrants.Of(region));
        }

        RetentionRoles.Make(free, region);
    }

    /// <summary>The world's deployer, and nobody else.</summary>
    private static Statement FromTheWorld(WorldPlan world) => new("TheWorldsDeployer")
    {
        Principal = Statement.Account(world.Account),
        Actions = ["sts:AssumeRole", "sts:TagSession"],
        Resources = [],
        Conditions =
            [("ArnEquals", "aws:PrincipalArn", Names.RoleArn(world.Account, RoleNames.WorldDeployer))],
    };
}
