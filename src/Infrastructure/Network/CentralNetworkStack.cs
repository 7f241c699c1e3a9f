using Amazon.CDK.AWS.EC2;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Network;

/// <summary>
/// The network of the central database and of the function that feeds it, in the world's account. Nothing joins it to a
/// region's networks: figures come by the central queue.
/// </summary>
internal sealed class CentralNetworkStack : WorldStack
{
    private readonly Tier nodes;
    private readonly Tier functions;

    public CentralNetworkStack(Construct scope, WorldPlan world)
        : base(scope, world, world.CentralSite, "Network")
    {
        var plan = new SubnetPlan(world.Central);
        Vpc = new CfnVPC(this, "Central", new CfnVPCProps
        {
            CidrBlock = world.Central.ToString(),
            EnableDnsHostnames = true,
            EnableDnsSupport = true,
        });
        Amazon.CDK.Tags.Of(Vpc).Add("Name", StackName);
        nodes = new Tier(this, Vpc, "Data", plan.Wide);
        functions = new Tier(this, Vpc, "Service", plan.Public);

        // One way out for all zones: figures wait for it in their queue, and nobody waits for figures.
        new InternetAccess(this, Vpc, new Tier(this, Vpc, "Public", plan.Joining), 1).LetOut(functions);
        new FlowLogs(this, "/domicile/central/flow").Keep(Vpc);

        var doors = new Doors(this, Vpc);
        LambdaGroup = doors.Group("LambdaGroup", "The function that feeds the central database");
        DatabaseGroup = doors.Group("DatabaseGroup", "The central database");
        doors.Allow(LambdaGroup, DatabaseGroup, Doors.Postgres);

        // AWS itself, and queues of the regions in other AWS Regions, have no addresses that could be named.
        doors.AllowTo(LambdaGroup, "Anywhere", Doors.Anywhere, Doors.Https);
    }

    public CfnVPC Vpc { get; }

    /// <summary>Three, one a zone: the central database, with no way to the internet and none from it.</summary>
    public IReadOnlyList<CfnSubnet> Subnets => nodes.Subnets;

    /// <summary>Three, one a zone: the central function, which calls AWS and the regions' queues.</summary>
    public IReadOnlyList<CfnSubnet> LambdaSubnets => functions.Subnets;

    public CfnSecurityGroup DatabaseGroup { get; }

    public CfnSecurityGroup LambdaGroup { get; }
}
